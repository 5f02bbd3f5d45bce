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

function stepIn(list: HTMLElement | null, by: 1 | -1): void {
  const here = hitsIn(list).findIndex((hit) => hit === document.activeElement);
  focusHit(list, here === -1 ? 0 : here + by);
}

/** Walks the focus through rows of a page, whose arrow keys scroll it; `what` is one of them. */
export function useStepKeys(list: RefObject<HTMLElement | null>, what: string): void {
  useShortcut('j', `Next ${what}`, () => stepIn(list.current, 1));
  useShortcut('k', `Previous ${what}`, () => stepIn(list.current, -1));
}

/** Walks the focus through what was found; Enter opens it, as it does any link. */
export function useHitKeys(list: RefObject<HTMLElement | null>): void {
  useStepKeys(list, 'result');
  useShortcut('ArrowDown', 'Next result', () => stepIn(list.current, 1));
  useShortcut('ArrowUp', 'Previous result', () => stepIn(list.current, -1));
}
