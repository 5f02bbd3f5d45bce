'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';

import type { StoreRef } from '@/lib/memories/queries';
import { pathSearchQuery } from '@/lib/search/queries';

import { rowsOfFilter } from './filter-rows';

const settleMs = 120;

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(
    function waitForAPause() {
      if (value === settled) return undefined;
      const timer = setTimeout(() => setSettled(value), settleMs);
      return () => clearTimeout(timer);
    },
    [value, settled],
  );
  return settled;
}

/** What the typed text finds in the paths of a store, as rows; null while nothing is typed. */
export function useFilter(store: StoreRef, typed: string) {
  const query = useSettled(typed).trim();
  const isOn = typed.trim() !== '' && query !== '';
  const search = useInfiniteQuery({
    ...pathSearchQuery({ ...store, query }),
    enabled: isOn,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage } = search;
  const rows = useMemo(() => {
    if (!isOn || !data) return null;
    return rowsOfFilter(
      data.pages.flatMap((page) => page.data),
      hasNextPage,
    );
  }, [isOn, data, hasNextPage]);
  return { isOn, query, rows, search };
}
