'use client';

import { useCallback, useState, useSyncExternalStore } from 'react';

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

function useWidthPx(): [width: number | null, measure: (box: HTMLElement | null) => void] {
  const [width, setWidth] = useState<number | null>(null);
  // Measured before the first paint: the columns are not to change under the reader's eyes.
  const measure = useCallback((box: HTMLElement | null) => {
    if (!box) return undefined;
    setWidth(box.clientWidth);
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? null));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [width, measure];
}

export type DiffLook = {
  /** Null until the room is known. */
  choice: DiffChoice | null;
  hasRoom: boolean;
};

type Chosen = DiffLook & {
  /** The ref of the box that the difference is drawn in. */
  measure: (box: HTMLElement | null) => void;
};

/** How differences are drawn in a box: as chosen last in this browser, if there is room. */
export function useDiffChoice(): Chosen {
  const chosen = useSyncExternalStore(subscribe, readChoice, () => null);
  const [width, measure] = useWidthPx();
  if (width === null) return { choice: null, hasRoom: true, measure };
  const hasRoom = width >= leastForTwoPx;
  const isSplit = hasRoom && (chosen === 'split' || (chosen === null && width >= goodForTwoPx));
  return { choice: isSplit ? 'split' : 'unified', hasRoom, measure };
}
