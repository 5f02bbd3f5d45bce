'use client';

import { useCallback, useRef, useState } from 'react';

import type { EntryRow } from './rows';

/** Who only passes by with the pointer asks for nothing. */
const intentMs = 60;

/** The row that is about to be pressed: a folder's children, or a memory's page, are fetched ahead. */
export function useHover(prefetchFolder: (folder: string) => void) {
  const [hotKey, setHotKey] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hover = useCallback(
    (row: EntryRow | null) => {
      clearTimeout(timer.current);
      if (!row) return;
      timer.current = setTimeout(() => {
        if (row.kind === 'memory') setHotKey(row.key);
        else if (!row.isOpen) prefetchFolder(row.path);
      }, intentMs);
    },
    [prefetchFolder],
  );
  return { hotKey, hover };
}
