'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { memoryTimelineQuery, sizesQuery } from '@/lib/history/memory-queries';
import { ApiError } from '@/lib/http/client';
import { memoryQuery } from '@/lib/memories/queries';
import type { MemoryResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';
import type { SizePoint } from '@/lib/versions/size-steps';

export type MemoryPlace = { storeId: string; memoryId: string };

export type Versions = {
  /** Newest first, as far as they are loaded. */
  loaded: readonly VersionResource[];
  /** How many rows that makes, those to be loaded among them: retention may have taken away some of the oldest. */
  rowCount: number;
  /** How many versions there are. */
  count: number;
  isLoadingMore: boolean;
  error: Error | null;
  loadOlder: () => void;
  loadNewer: () => void;
  /** The newest of all; where the list was entered in its middle it need not be loaded. */
  newestId: string | null;
};

type Memory = {
  /** Null while it is deleted: then only its versions are there. */
  memory: MemoryResource | null;
  isDeleted: boolean;
  error: Error | null;
  retry: () => void;
};

function isGone(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** A memory that may be deleted, or come back, while somebody looks at it. */
export function useMemory({ storeId, memoryId }: MemoryPlace): Memory {
  const ref = { workspaceId: useWorkspaceId(), storeId, memoryId };
  const newest = useQuery(sizesQuery(ref)).data?.data.at(-1);
  const endsDeleted = newest?.operation === 'deleted';
  const { data, error, refetch } = useQuery({ ...memoryQuery(ref), enabled: !endsDeleted });
  const isDeleted = endsDeleted || isGone(error);
  return {
    memory: isDeleted ? null : (data ?? null),
    isDeleted,
    error: isDeleted ? null : error,
    retry: () => void refetch(),
  };
}

/** The timeline, entered at its newest version or at the one given. */
export function useVersions({ storeId, memoryId }: MemoryPlace, startAt: string | null): Versions {
  const ref = { workspaceId: useWorkspaceId(), storeId, memoryId };
  const query = useInfiniteQuery(memoryTimelineQuery(ref, startAt));
  const { data, error, isFetching, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage } = query;
  const loaded = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  const sizes = useQuery(sizesQuery(ref)).data;
  const older = Math.max((loaded.at(-1)?.governance?.number ?? 1) - 1, 1);
  const isIdle = !isFetching && !error;
  return {
    loaded,
    rowCount: loaded.length + (hasNextPage ? older : 0),
    count: Math.max(sizes?.version_count ?? 0, loaded.length),
    isLoadingMore: isFetching,
    error,
    loadOlder: () => void (hasNextPage && isIdle && fetchNextPage()),
    loadNewer: () => void (hasPreviousPage && isIdle && fetchPreviousPage()),
    newestId: (hasPreviousPage ? sizes?.data.at(-1)?.memory_version_id : loaded[0]?.id) ?? null,
  };
}

/** Oldest first. */
export function useSizes({ storeId, memoryId }: MemoryPlace): SizePoint[] {
  const { data } = useQuery(sizesQuery({ workspaceId: useWorkspaceId(), storeId, memoryId }));
  return useMemo(
    () =>
      (data?.data ?? []).map((point) => ({
        id: point.memory_version_id,
        number: point.number,
        bytes: point.operation === 'deleted' ? 0 : point.content_size_bytes,
        isDeleted: point.operation === 'deleted',
      })),
    [data],
  );
}
