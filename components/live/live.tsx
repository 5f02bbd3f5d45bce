'use client';

import { useEffect, useState } from 'react';

import { makeLate } from '@/components/ui/late';

/** Nobody is kept from reading because it cannot be told what is new. */
const { Component: LiveNews } = makeLate(() => import('./live-news').then((module) => module.LiveNews), {
  StandIn: () => null,
});

/** For browsers that do not say when they have nothing to do. */
const restMs = 1_000;

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(act);
  else setTimeout(act, restMs);
}

/** Begins to follow what others write once the page has what it needs itself. `from` is what the database had when the page was read. */
export function Live({ from }: { from: string }) {
  const [isTime, setIsTime] = useState(false);
  useEffect(function waitForThePage() {
    whenIdle(() => setIsTime(true));
  }, []);
  return isTime && <LiveNews from={from} />;
}
