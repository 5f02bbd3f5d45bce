'use client';

import type { ReactNode } from 'react';

import { Failure } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton';

type Found<Item> = {
  data: { pages: { data: Item[] }[] } | undefined;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
};

type PeopleListProps<Item> = {
  /** As in "the members". */
  what: string;
  found: Found<Item>;
  row: (item: Item) => ReactNode;
  nothing: ReactNode;
};

/** Some people, or why they are not there. */
export function PeopleList<Item>({ what, found, row, nothing }: PeopleListProps<Item>) {
  const { data, error, hasNextPage, isFetchingNextPage } = found;
  if (error && !data) return <Failure what={what} error={error} onRetry={() => void found.refetch()} />;
  if (!data) return <SkeletonRows count={3} label={`Loading ${what}`} />;
  const items = data.pages.flatMap((page) => page.data);
  if (items.length === 0) return nothing;
  return (
    <div className="grid justify-items-start gap-3">
      <ul aria-label={what.replace(/^the /, '')} className="w-full border-t border-line">
        {items.map(row)}
      </ul>
      {hasNextPage && (
        <Button isBusy={isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}
