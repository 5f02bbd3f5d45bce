'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { useUrlState } from '@/components/history/url-state';
import { useStoreNames } from '@/components/search/use-store-names';
import { Failure } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton';
import { revertItemsQuery } from '@/lib/reverts/queries';
import type { RevertResource } from '@/lib/reverts/schema';

import { ItemFilter, readItemFilter } from './item-filter';
import { ItemRow } from './item-row';

const skeletonRows = 6;
const captions = ['Verdict', 'Memory', 'Text', 'Why'] as const;

type RevertItemsProps = { workspaceId: string; revert: RevertResource };

/** Every memory of a revert with a plain verdict, in the order in which they are carried out. */
export function RevertItems({ workspaceId, revert }: RevertItemsProps) {
  const { params } = useUrlState();
  const query = useInfiniteQuery({
    ...revertItemsQuery(workspaceId, revert, readItemFilter(revert, params)),
    placeholderData: keepPreviousData,
  });
  const items = query.data?.pages.flatMap((page) => page.data) ?? [];
  const names = useStoreNames(items.map((item) => item.memory_store_id));
  return (
    <div className="grid min-w-0 gap-3">
      <ItemFilter revert={revert} />
      {query.isError && (
        <Failure what="the memories" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <SkeletonRows count={skeletonRows} label="Loading the memories" />}
      {items.length > 0 && (
        <table
          aria-label="Memories of this revert"
          className="w-full border-separate border-spacing-0 max-[899px]:block"
        >
          <thead className="text-small text-soft max-[899px]:hidden">
            <tr>
              {captions.map((caption) => (
                <th key={caption} className="h-8 border-b border-line-strong pr-4 text-left font-normal">
                  {caption}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-[899px]:block">
            {items.map((item) => (
              <ItemRow
                key={item.position}
                item={item}
                status={revert.status}
                storeName={names.get(item.memory_store_id) ?? 'a store that is gone'}
                root={`/w/${workspaceId}`}
              />
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <Button
          isBusy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          className="justify-self-start"
        >
          Show more memories
        </Button>
      )}
    </div>
  );
}
