'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Archive, SearchX } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { storesQuery } from '@/lib/stores/queries';
import type { StoreListing } from '@/lib/stores/queries';

import { readListing, sortBy, writeListing } from './listing';
import { StoreTable } from './store-table';
import type { TableHandle } from './store-table';
import { StoreTools } from './store-tools';
import { useSettled, useTypedText } from './use-typed-text';

function show(listing: StoreListing): void {
  const { pathname, hash } = window.location;
  window.history.pushState(null, '', pathname + writeListing(listing) + hash);
}

/** The stores of a workspace: the address says which and in which order, the fragment what somebody typed. */
export function StoreList() {
  const workspaceId = useWorkspaceId();
  const listing = readListing(new URLSearchParams(useSearchParams()));
  const [typed, setTyped] = useTypedText();
  const query = useSettled(typed.trim());
  const found = useInfiniteQuery({
    ...storesQuery(workspaceId, { ...listing, ...(query !== '' && { query }) }),
    placeholderData: keepPreviousData,
  });
  const stores = useMemo(() => found.data?.pages.flatMap((page) => page.data) ?? [], [found.data]);
  const table = useRef<TableHandle>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const mayLoadMore = hasNextPage && !isFetchingNextPage && !found.isPlaceholderData && !found.error;
  const onMore = useMemo(
    () => (mayLoadMore ? () => void fetchNextPage() : undefined),
    [mayLoadMore, fetchNextPage],
  );
  const onSort = (order: StoreListing['order']) => show(sortBy(listing, order));

  return (
    <>
      <StoreTools
        typed={typed}
        onType={setTyped}
        onLeave={() => table.current?.focusFirst()}
        listing={listing}
        onState={(state) => show({ ...listing, state })}
        onSort={onSort}
      />
      <output className="sr-only">{found.isSuccess && describeFound(stores.length, hasNextPage)}</output>
      <Found
        found={found}
        nothing={<NothingFound query={query} state={listing.state} onClear={() => setTyped('')} />}
        isEmpty={stores.length === 0}
      >
        <StoreTable {...{ stores, listing, onMore, onSort }} handle={table} />
      </Found>
    </>
  );
}

type FoundProps = {
  found: { error: Error | null; isPending: boolean; refetch: () => unknown };
  isEmpty: boolean;
  nothing: ReactNode;
  children: ReactNode;
};

function Found({ found, isEmpty, nothing, children }: FoundProps) {
  if (found.isPending) return <RowSkeletons />;
  if (!isEmpty) return children;
  if (found.error)
    return <Failure what="the stores" error={found.error} onRetry={() => void found.refetch()} />;
  return nothing;
}

function describeFound(count: number, hasMore: boolean): string {
  return `${count.toLocaleString('en')}${hasMore ? ' or more' : ''} ${count === 1 ? 'store' : 'stores'}`;
}

const nothing: Record<StoreListing['state'], string> = {
  active: 'No store is in use',
  archived: 'No store is archived',
  all: 'There are no stores yet',
};

type NothingFoundProps = { query: string; state: StoreListing['state']; onClear: () => void };

function NothingFound({ query, state, onClear }: NothingFoundProps) {
  if (query === '') {
    return (
      <Notice icon={Archive} title={nothing[state]}>
        {state === 'archived' && 'An archived store is kept and read, and nothing more is written into it.'}
        {state === 'active' && 'Archived stores are under “Archived”.'}
      </Notice>
    );
  }
  return (
    <Notice
      icon={SearchX}
      title={`No store is called anything with “${query}”`}
      action={<Button onClick={onClear}>Clear the search</Button>}
    >
      {state === 'all' ? 'Names are searched, and whole ids.' : `Only ${state} stores were searched.`}
    </Notice>
  );
}

const skeletonRows = 12;

function RowSkeletons() {
  return (
    <div aria-busy>
      <output className="sr-only">Loading the stores</output>
      {Array.from({ length: skeletonRows }, (_, index) => (
        <div key={index} className="flex h-16 items-center border-b border-line px-4 min-[900px]:h-10">
          <Skeleton className={index % 3 === 0 ? 'h-3 w-1/3' : 'h-3 w-1/2'} />
        </div>
      ))}
    </div>
  );
}
