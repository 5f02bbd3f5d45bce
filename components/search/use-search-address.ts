'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo, useSyncExternalStore } from 'react';

import { readSearchAddress, writeSearchAddress } from './search-address';
import type { SearchAddress } from './search-address';

const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  window.addEventListener('hashchange', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('hashchange', onChange);
  };
}

function change(changes: Partial<SearchAddress>): void {
  const { pathname, search, hash } = window.location;
  const now = readSearchAddress(new URLSearchParams(search), new URLSearchParams(hash.slice(1)));
  const next = pathname + writeSearchAddress({ ...now, ...changes });
  // Each letter is no step to go back over; each filter is.
  if ('text' in changes || 'under' in changes) window.history.replaceState(null, '', next);
  else window.history.pushState(null, '', next);
  for (const notify of listeners) notify();
}

/** What is searched for, and a way to search for something else: the address holds all of it. */
export function useSearchAddress(): readonly [SearchAddress, (changes: Partial<SearchAddress>) => void] {
  const params = useSearchParams();
  const fragment = useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => '',
  );
  const address = useMemo(
    () => readSearchAddress(new URLSearchParams(params), new URLSearchParams(fragment.slice(1))),
    [params, fragment],
  );
  return [address, change];
}
