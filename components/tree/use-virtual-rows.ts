'use client';

import { useEffect } from 'react';

import { useRows } from '@/components/ui/use-rows';

import type { GapRow, TreeRow } from './rows';
import { rowHeightPx } from './rows';
import { useAnchor } from './use-anchor';

const rowsBeyondSight = 8;
/** About a screen before they come into sight, children that are not loaded are asked for. */
const rowsAhead = 30;
/** What the server renders, before the size of the window is known. */
const firstHeightPx = 900;

type VirtualRows = {
  rows: readonly TreeRow[];
  activeKey: string | null;
  revealKey: string | null;
  onGap: (row: GapRow) => void;
};

/** The part of the rows that is rendered, around what is in sight. */
export function useVirtualRows({ rows, activeKey, revealKey, onGap }: VirtualRows) {
  const { box, scrollTo } = useAnchor(rows);
  const { sight, rows: drawn } = useRows({
    box,
    count: rows.length,
    rowPx: rowHeightPx,
    beyondSight: rowsBeyondSight,
    firstHeightPx,
  });
  const activeAt = rows.findIndex((row) => row.key === activeKey);
  const revealAt = revealKey === null ? -1 : rows.findIndex((row) => row.key === revealKey);

  useEffect(
    function scrollToActive() {
      if (activeAt !== -1) scrollTo(activeAt, 'edge');
    },
    // Not when rows come in around it: only a move of the reader scrolls.
    // oxlint-disable-next-line react/exhaustive-deps
    [activeKey],
  );
  const isRevealLoaded = revealAt !== -1;
  useEffect(
    function scrollToShown() {
      if (isRevealLoaded) scrollTo(revealAt, 'middle');
    },
    // oxlint-disable-next-line react/exhaustive-deps
    [revealKey, isRevealLoaded],
  );

  const { first, last } = sight;
  useEffect(
    function loadWhatComesIntoSight() {
      for (const row of rows.slice(Math.max(first - rowsAhead, 0), last + rowsAhead)) {
        if (row.kind === 'gap') onGap(row);
      }
    },
    [rows, first, last, onGap],
  );
  return { box, drawn, activeIndex: Math.max(activeAt, 0) };
}
