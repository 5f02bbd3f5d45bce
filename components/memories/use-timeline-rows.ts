'use client';

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';

import type { Versions } from './use-memory';

const versionRowPx = 48;
const rowsBeyondSight = 6;
/** Before the end of what is loaded comes into sight, more is asked for. */
const rowsAhead = 30;

/** Renders the rows in sight, loads what comes into sight, and keeps the shown version among them. */
export function useTimelineRows(versions: Versions, shownId: string | null) {
  const { loaded, rowCount, isLoadingMore, loadOlder, loadNewer } = versions;
  const box = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const shownIndex = loaded.findIndex((version) => version.id === shownId);
  const rangeExtractor = useCallback(
    // The shown version's row may hold the focus, which it would lose with its place.
    (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), Math.max(shownIndex, 0)])].toSorted((a, b) => a - b),
    [shownIndex],
  );
  // oxlint-disable-next-line react/incompatible-library -- nothing that it returns is memoised here
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => box.current,
    estimateSize: () => versionRowPx,
    overscan: rowsBeyondSight,
    rangeExtractor,
    initialRect: { width: 360, height: 600 },
  });

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useEffect(
    function loadWhatComesIntoSight() {
      if (isLoadingMore) return;
      if (rowCount > loaded.length && endIndex + rowsAhead >= loaded.length) loadOlder();
      else if (startIndex < rowsAhead) loadNewer();
    },
    // The two are others at each rendering, and do nothing when there is nothing to do.
    // oxlint-disable-next-line react/exhaustive-deps
    [startIndex, endIndex, loaded.length, rowCount, isLoadingMore],
  );

  const firstId = useRef(loaded[0]?.id);
  useLayoutEffect(
    function keepInPlaceWhenNewerComeInAbove() {
      const added = loaded.findIndex((version) => version.id === firstId.current);
      if (added > 0 && box.current) box.current.scrollTop += added * versionRowPx;
      firstId.current = loaded[0]?.id;
    },
    [loaded],
  );

  useEffect(
    function keepShownInSight() {
      if (shownIndex === -1) return;
      virtualizer.scrollToIndex(shownIndex, { align: 'auto' });
      if (!wantsFocus.current) return;
      wantsFocus.current = false;
      box.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus({ preventScroll: true });
    },
    // Only a step to another version scrolls, not what is loaded around it.
    // oxlint-disable-next-line react/exhaustive-deps
    [shownId, shownIndex === -1],
  );

  return {
    box,
    virtualizer,
    /** Once the next version is shown, the focus goes to its row. */
    focusShown: () => {
      wantsFocus.current = true;
    },
  };
}
