'use client';

import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

function subscribe(onChange: () => void): () => void {
  return onlineManager.subscribe(onChange);
}

/** Whether the browser has a network. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => onlineManager.isOnline(),
    () => true,
  );
}

export function OfflineLine() {
  if (useIsOnline()) return null;
  return (
    <output className="block border-b border-line bg-withheld-soft px-4 py-1 text-small text-withheld">
      You are offline. What is on the screen stays readable; nothing can be changed until the connection is
      back.
    </output>
  );
}
