'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import type { MemoryResource } from '@/lib/memories/schema';

import { memoriesBetween, nothingPicked, pickAll, togglePicked, unpick } from './picked';
import type { Picked } from './picked';
import type { EntryRow, TreeRow } from './rows';

/** The memories that are selected, and the row from which a range goes on. */
export function usePicked(rows: readonly TreeRow[]) {
  const [picked, setPicked] = useState<Picked>(nothingPicked);
  const anchorKey = useRef<string | null>(null);
  const newestRows = useRef(rows);
  useEffect(function keepNewest() {
    newestRows.current = rows;
  });

  const toggle = useCallback((row: EntryRow) => {
    anchorKey.current = row.key;
    if (row.kind === 'memory') setPicked((before) => togglePicked(before, row.memory));
  }, []);
  const extendTo = useCallback((key: string) => {
    anchorKey.current ??= key;
    const memories = memoriesBetween(newestRows.current, anchorKey.current, key);
    setPicked((before) => pickAll(before, memories));
  }, []);
  const add = useCallback(
    (memories: readonly MemoryResource[]) => setPicked((before) => pickAll(before, memories)),
    [],
  );
  const remove = useCallback(
    (memories: readonly MemoryResource[]) =>
      setPicked((before) =>
        unpick(
          before,
          memories.map((memory) => memory.id),
        ),
      ),
    [],
  );
  const clear = useCallback(() => {
    anchorKey.current = null;
    setPicked(nothingPicked);
  }, []);
  return { picked, toggle, extendTo, add, remove, clear };
}
