'use client';

import type { RefObject } from 'react';

import { useShortcut } from '@/components/ui/shortcuts';

function hitsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
}

/** Puts the focus on what was found; past the ends it stays at them. */
export function focusHit(list: HTMLElement | null, index: number): void {
  const hits = hitsIn(list);
  const hit = hits[Math.min(Math.max(index, 0), hits.length - 1)];
  hit?.focus();
  hit?.scrollIntoView({ block: 'nearest' });
}

/** Walks the focus through what was found; Enter opens it, as it does any link. */
export function useHitKeys(list: RefObject<HTMLElement | null>): void {
  const step = (by: 1 | -1) => {
    const here = hitsIn(list.current).findIndex((hit) => hit === document.activeElement);
    focusHit(list.current, here === -1 ? 0 : here + by);
  };
  useShortcut('j', 'Next result', () => step(1));
  useShortcut('ArrowDown', 'Next result', () => step(1));
  useShortcut('k', 'Previous result', () => step(-1));
  useShortcut('ArrowUp', 'Previous result', () => step(-1));
}
