import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';
import { memoryKey } from '@/lib/memories/keys';
import type { MemoryRef } from '@/lib/memories/keys';

import type { SizeHistory, Timeline } from './timeline';

const itemsAPage = 100;

type TimelinePage = { page?: string; start_at?: string };

/** The versions of one memory, newest first; both ways from `startAt` when it is given. */
export function memoryTimelineQuery(ref: MemoryRef, startAt: string | null) {
  return infiniteQueryOptions({
    queryKey: [...memoryKey(ref), 'timeline', startAt] as const,
    initialPageParam: (startAt === null ? {} : { start_at: startAt }) as TimelinePage,
    queryFn: ({ pageParam, signal }) =>
      callApi<Timeline>({
        workspaceId: ref.workspaceId,
        path: apiPath`/v1/memory_stores/${ref.storeId}/memories/${ref.memoryId}/timeline`,
        query: { ...pageParam, limit: itemsAPage },
        signal,
      }),
    getNextPageParam: (last): TimelinePage | null =>
      last.next_page === null ? null : { page: last.next_page },
    getPreviousPageParam: (first): TimelinePage | null =>
      first.prev_page === null ? null : { page: first.prev_page },
  });
}

/** How large each version of a memory is. */
export function sizesQuery(ref: MemoryRef) {
  return queryOptions({
    queryKey: [...memoryKey(ref), 'sizes'] as const,
    queryFn: ({ signal }) =>
      callApi<SizeHistory>({
        workspaceId: ref.workspaceId,
        path: apiPath`/v1/memory_stores/${ref.storeId}/memories/${ref.memoryId}/size_history`,
        signal,
      }),
  });
}
