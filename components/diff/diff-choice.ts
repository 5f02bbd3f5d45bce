'use client';

import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';

export type DiffChoice = 'split' | 'unified';

const storageKey = 'palimpsest.diff';
/** Two columns want room. Below the first they make no sense; up to the second they are there for whoever chooses them. */
const leastForTwoPx = 520;
const goodForTwoPx = 760;
const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

function readChoice(): string | null {
  return window.localStorage.getItem(storageKey);
}

export function chooseDiff(choice: DiffChoice): void {
  window.localStorage.setItem(storageKey, choice);
  for (const tell of listeners) tell();
}

function useWidthPx(box: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  // Before the first paint: the columns are not to change under the reader's eyes.
  useLayoutEffect(
    function followWidth() {
      if (!box.current) return undefined;
      setWidth(box.current.clientWidth);
      const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? null));
      observer.observe(box.current);
      return () => observer.disconnect();
    },
    [box],
  );
  return width;
}

/** How differences are drawn in a box: as chosen last in this browser, if there is room. Null until the room is known. */
export function useDiffChoice(box: RefObject<HTMLElement | null>): {
  choice: DiffChoice | null;
  hasRoom: boolean;
} {
  const chosen = useSyncExternalStore(subscribe, readChoice, () => null);
  const width = useWidthPx(box);
  if (width === null) return { choice: null, hasRoom: true };
  const hasRoom = width >= leastForTwoPx;
  const isSplit = hasRoom && (chosen === 'split' || (chosen === null && width >= goodForTwoPx));
  return { choice: isSplit ? 'split' : 'unified', hasRoom };
}
