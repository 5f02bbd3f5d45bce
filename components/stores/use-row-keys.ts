'use client';

import { useCallback, useState } from 'react';

import { useShortcut } from '@/components/ui/shortcuts';

type RowKeys = {
  count: number;
  /** Brings a row into sight, so that it is drawn and can take the focus. */
  onReveal: (index: number) => void;
};

function focusedRow(): number | null {
  const row = document.activeElement?.closest('tr[data-index]');
  return row instanceof HTMLElement ? Number(row.dataset['index']) : null;
}

/** Walks the focus through rows of which only those in sight are drawn. */
export function useRowKeys({ count, onReveal }: RowKeys) {
  const [wanted, setWanted] = useState<number | null>(null);
  const [last, setLast] = useState<number | null>(null);
  const goTo = (index: number) => {
    if (count === 0) return;
    const target = Math.min(Math.max(index, 0), count - 1);
    setLast(target);
    setWanted(target);
    onReveal(target);
  };
  const step = (by: 1 | -1) => {
    const from = focusedRow() ?? last;
    goTo(from === null ? 0 : from + by);
  };
  useShortcut('j', 'Next store', () => step(1));
  useShortcut('ArrowDown', 'Next store', () => step(1));
  useShortcut('k', 'Previous store', () => step(-1));
  useShortcut('ArrowUp', 'Previous store', () => step(-1));
  useShortcut('Home', 'First store', () => goTo(0));
  useShortcut('End', 'Last store that is loaded', () => goTo(count - 1));
  return { wanted, goTo, onFocused: useCallback(() => setWanted(null), []) };
}
