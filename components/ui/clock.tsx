'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';

const tickMs = 30_000;
const RenderedAtContext = createContext(0);

let nowMs = 0;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(() => {
    nowMs = Date.now();
    onTick();
  }, tickMs);
  return () => clearInterval(timer);
}

/** Hands the server's time of rendering on, so that the first look in the browser says the same words. */
export function ClockProvider({ renderedAtMs, children }: { renderedAtMs: number; children: ReactNode }) {
  return <RenderedAtContext value={renderedAtMs}>{children}</RenderedAtContext>;
}

/** The time in milliseconds, good to half a minute. */
export function useNow(): number {
  const renderedAtMs = useContext(RenderedAtContext);
  return useSyncExternalStore(
    subscribe,
    () => (nowMs ||= Date.now()),
    () => renderedAtMs,
  );
}
