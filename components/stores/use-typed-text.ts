'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const settledAfterMs = 150;

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  window.addEventListener('hashchange', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('hashchange', onChange);
  };
}

function readFragment(): string {
  return new URLSearchParams(window.location.hash.slice(1)).get('q') ?? '';
}

/** What somebody typed to search. It stands in the fragment, which can be shared and is never sent to a server's log. */
export function useTypedText(): readonly [string, (text: string) => void] {
  const text = useSyncExternalStore(subscribe, readFragment, () => '');
  const write = useCallback((next: string) => {
    const { pathname, search } = window.location;
    const fragment = next === '' ? '' : `#q=${encodeURIComponent(next)}`;
    window.history.replaceState(null, '', pathname + search + fragment);
    for (const notify of listeners) notify();
  }, []);
  return [text, write];
}

/** The text once nobody has typed for a moment; an empty one at once. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(
    function waitForPause() {
      const timer = setTimeout(() => setSettled(text), settledAfterMs);
      return () => clearTimeout(timer);
    },
    [text],
  );
  return text === '' ? '' : settled;
}
