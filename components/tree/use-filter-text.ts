'use client';

import { useCallback, useState, useSyncExternalStore } from 'react';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

function readFragment(): string {
  return new URLSearchParams(window.location.hash.slice(1)).get('q') ?? '';
}

/**
 * What the tree is filtered by. It stands in the fragment, which can be shared and is never sent to a server's log. What was typed stays
 * while one memory after the other is opened, though their addresses do not hold it.
 */
export function useFilterText(): readonly [string, (text: string) => void] {
  const shared = useSyncExternalStore(subscribe, readFragment, () => '');
  const [typed, setTyped] = useState<string | null>(null);
  const write = useCallback((next: string) => {
    setTyped(next);
    const { pathname, search } = window.location;
    const fragment = next === '' ? '' : `#q=${encodeURIComponent(next)}`;
    window.history.replaceState(null, '', pathname + search + fragment);
  }, []);
  return [typed ?? shared, write];
}
