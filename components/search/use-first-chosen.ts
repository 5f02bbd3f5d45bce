import { useEffect, useRef } from 'react';

import type { EntryGroup } from './palette-entry';

const walks = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End']);

/** Keeps the first line chosen, however much is found above it, until somebody walks to another. */
export function useFirstChosen(groups: readonly EntryGroup[]) {
  const root = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  const shown = groups.flatMap(({ entries }) => entries.map(({ key }) => key)).join('\n');
  useEffect(
    function chooseTheFirst() {
      if (hasMoved.current) return;
      // A value of our own would leave screen readers with the line before: only its keys move all of cmdk's state.
      root.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    },
    [shown],
  );
  const noticeMove = () => {
    hasMoved.current = true;
  };
  return {
    root,
    noticeMove,
    noticeKey: ({ key, isTrusted }: KeyboardEvent) => {
      if (isTrusted && walks.has(key)) noticeMove();
    },
    startAgain: () => {
      hasMoved.current = false;
    },
  };
}
