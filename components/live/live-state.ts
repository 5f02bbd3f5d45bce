'use client';

import { useSyncExternalStore } from 'react';

/** `off`: whoever looks may not follow, or is not signed in any more. */
export type LiveState = 'starting' | 'live' | 'reconnecting' | 'off';

let state: LiveState = 'starting';
const listeners = new Set<() => void>();

export function setLiveState(next: LiveState): void {
  state = next;
  for (const notify of listeners) notify();
}

/** Whether the page is told of every change: then there is no need to ask for it. */
export function isLive(): boolean {
  return state === 'live';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => 'starting',
  );
}
