'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';

import { useRows } from '@/components/ui/use-rows';

import type { Versions } from './use-memory';

export const versionRowPx = 48;
const rowsBeyondSight = 6;
/** Before the end of what is loaded comes into sight, more is asked for. */
const rowsAhead = 30;
const firstHeightPx = 600;

/** Renders the rows in sight, loads what comes into sight, and keeps the shown version among them. */
export function useTimelineRows(versions: Versions, shownId: string | null) {
  const { loaded, rowCount, isLoadingMore, loadOlder, loadNewer } = versions;
  const box = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const shownIndex = loaded.findIndex((version) => version.id === shownId);
  const { sight, rows, scrollToRow } = useRows({
    box,
    count: rowCount,
    rowPx: versionRowPx,
    beyondSight: rowsBeyondSight,
    keptRow: Math.max(shownIndex, 0),
    firstHeightPx,
  });

  const { first, last } = sight;
  useEffect(
    function loadWhatComesIntoSight() {
      if (isLoadingMore) return;
      if (rowCount > loaded.length && last + rowsAhead >= loaded.length) loadOlder();
      else if (first < rowsAhead) loadNewer();
    },
    // The two are others at each rendering, and do nothing when there is nothing to do.
    // oxlint-disable-next-line react/exhaustive-deps
    [first, last, loaded.length, rowCount, isLoadingMore],
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
      scrollToRow(shownIndex);
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
    rows,
    /** Once the next version is shown, the focus goes to its row. */
    focusShown: () => {
      wantsFocus.current = true;
    },
  };
}
