'use client';

import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';

import { findAnchor } from './anchor';
import type { TreeRow } from './rows';
import { rowHeightPx } from './rows';

/**
 * Keeps what is in sight in its place when rows come in above it. Gives a way to bring a row into sight: not at all when it is there
 * already, else to the middle or, going row by row, to the nearest edge.
 */
export function useAnchor(rows: readonly TreeRow[]) {
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<{ key: string; offsetPx: number } | null>(null);
  const remember = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const at = findAnchor(rows, element.scrollTop, element.clientHeight);
    const row = rows[at];
    anchor.current = row ? { key: row.key, offsetPx: element.scrollTop - at * rowHeightPx } : null;
  }, [rows]);

  useLayoutEffect(
    function keepInPlace() {
      const index = anchor.current ? rows.findIndex((row) => row.key === anchor.current?.key) : -1;
      if (box.current && anchor.current && index !== -1)
        box.current.scrollTop = index * rowHeightPx + anchor.current.offsetPx;
      remember();
    },
    [rows, remember],
  );
  useEffect(
    function rememberWhileScrolling() {
      const element = box.current;
      element?.addEventListener('scroll', remember, { passive: true });
      return () => element?.removeEventListener('scroll', remember);
    },
    [remember],
  );

  const scrollTo = useCallback(
    (index: number, to: 'middle' | 'edge') => {
      const element = box.current;
      if (!element) return;
      const room = element.clientHeight - rowHeightPx;
      const topPx = index * rowHeightPx;
      const isAbove = topPx < element.scrollTop;
      if (!isAbove && topPx <= element.scrollTop + room) return;
      const edgePx = isAbove ? topPx : topPx - room;
      element.scrollTop = to === 'middle' ? topPx - room / 2 : edgePx;
      remember();
    },
    [remember],
  );
  return { box, scrollTo };
}
