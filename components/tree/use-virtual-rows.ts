'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';

import type { GapRow, TreeRow } from './rows';
import { rowHeightPx } from './rows';

const rowsBeyondSight = 8;
/** About a screen before they come into sight, children that are not loaded are asked for. */
const rowsAhead = 30;

type VirtualRows = {
  rows: readonly TreeRow[];
  activeKey: string | null;
  revealKey: string | null;
  onGap: (row: GapRow) => void;
};

/** The part of the rows that is rendered. Keeps what is in sight in its place when rows come in above it. */
export function useVirtualRows({ rows, activeKey, revealKey, onGap }: VirtualRows) {
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeightPx,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan: rowsBeyondSight,
    initialRect: { width: 300, height: 900 },
  });
  const found = rows.findIndex((row) => row.key === activeKey);
  const activeIndex = Math.max(found, 0);
  const revealIndex = revealKey === null ? -1 : rows.findIndex((row) => row.key === revealKey);

  const anchor = useRef<{ key: string; offsetPx: number } | null>(null);
  useLayoutEffect(
    function keepInPlace() {
      const element = box.current;
      if (!element) return undefined;
      const index = anchor.current ? rows.findIndex((row) => row.key === anchor.current?.key) : -1;
      if (anchor.current && index !== -1) element.scrollTop = index * rowHeightPx + anchor.current.offsetPx;
      const remember = () => {
        let at = Math.floor(element.scrollTop / rowHeightPx);
        while (rows[at]?.kind === 'gap') at += 1;
        const row = rows[at];
        anchor.current = row ? { key: row.key, offsetPx: element.scrollTop - at * rowHeightPx } : null;
      };
      remember();
      element.addEventListener('scroll', remember, { passive: true });
      return () => element.removeEventListener('scroll', remember);
    },
    [rows],
  );

  useEffect(
    function scrollToActive() {
      if (activeKey !== null && found !== -1) virtualizer.scrollToIndex(found, { align: 'auto' });
    },
    // Not when rows come in around it: only a move of the reader scrolls.
    // oxlint-disable-next-line react/exhaustive-deps
    [activeKey],
  );
  const isRevealLoaded = revealIndex !== -1;
  useEffect(
    function scrollToShown() {
      if (isRevealLoaded) virtualizer.scrollToIndex(revealIndex, { align: 'auto' });
    },
    // oxlint-disable-next-line react/exhaustive-deps
    [revealKey, isRevealLoaded],
  );

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useEffect(
    function loadWhatComesIntoSight() {
      for (const row of rows.slice(Math.max(startIndex - rowsAhead, 0), endIndex + rowsAhead)) {
        if (row.kind === 'gap') onGap(row);
      }
    },
    [rows, startIndex, endIndex, onGap],
  );
  return { box, virtualizer, activeIndex };
}
