'use client';

import { useSyncExternalStore } from 'react';

export type DiffChoice = 'split' | 'unified';

const storageKey = 'palimpsest.diff';
/** Two columns of text need room; below this there is one, whatever was chosen. */
const roomForTwo = '(min-width: 900px)';
const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  const room = window.matchMedia(roomForTwo);
  listeners.add(onChange);
  room.addEventListener('change', onChange);
  return () => {
    listeners.delete(onChange);
    room.removeEventListener('change', onChange);
  };
}

function readChoice(): DiffChoice {
  return window.localStorage.getItem(storageKey) === 'unified' ? 'unified' : 'split';
}

export function chooseDiff(choice: DiffChoice): void {
  window.localStorage.setItem(storageKey, choice);
  for (const tell of listeners) tell();
}

/** How differences are drawn: as chosen last, in this browser. `hasRoom` says whether there is a choice. */
export function useDiffChoice(): { choice: DiffChoice; hasRoom: boolean } {
  const chosen = useSyncExternalStore(subscribe, readChoice, () => 'split' as const);
  const hasRoom = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(roomForTwo).matches,
    () => true,
  );
  return { choice: hasRoom ? chosen : 'unified', hasRoom };
}
