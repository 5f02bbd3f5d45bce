'use client';

import type { ReactNode } from 'react';

import { EndlessList } from '@/components/history/endless-list';
import { Failure } from '@/components/shell/failure';
import { useIsNarrow } from '@/components/tree/use-is-narrow';
import { SkeletonRows } from '@/components/ui/skeleton';

type Paged<Item> = {
  data: { pages: { data: Item[] }[] } | undefined;
  error: Error | null;
  isPending: boolean;
  isFetching: boolean;
  hasNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

type PagedListProps<Item> = {
  /** What to call it when it cannot be loaded. */
  what: string;
  label: string;
  query: Paged<Item>;
  /** Of a row, where there is room and where there is not. */
  heights: { wide: number; narrow: number };
  keyOf: (item: Item) => string;
  row: (item: Item) => ReactNode;
  /** Shown in its place when there is nothing. */
  empty: ReactNode;
};

/** A list of any length in each of its states; it goes on as its end comes into sight. */
export function PagedList<Item>({ what, label, query, heights, keyOf, row, empty }: PagedListProps<Item>) {
  const isNarrow = useIsNarrow();
  const items = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (query.isPending) return <SkeletonRows count={12} label={`Loading ${what}`} />;
  if (query.error && items.length === 0)
    return <Failure what={what} error={query.error} onRetry={() => void query.refetch()} />;
  if (items.length === 0) return empty;
  const at = (index: number) => items[index];
  return (
    <div className="flex min-h-80 grow flex-col border-t border-line">
      <EndlessList
        key={String(isNarrow)}
        label={label}
        count={items.length}
        heightOf={() => (isNarrow ? heights.narrow : heights.wide)}
        keyOf={(index) => {
          const item = at(index);
          return item === undefined ? String(index) : keyOf(item);
        }}
        row={(index) => {
          const item = at(index);
          return item === undefined ? null : row(item);
        }}
        onMore={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
      />
    </div>
  );
}
