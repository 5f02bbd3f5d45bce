import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';

import { overviewKey } from './keys';
import type { JobResource } from './job';
import type { DestructiveChange, OverviewResource } from './schema';

/** While something is not counted yet, and when all is: others write too. */
const lookAgainMs = { soon: 1500, later: 60_000 };

export function overviewQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [...overviewKey(workspaceId), 'itself'] as const,
    queryFn: ({ signal }) => callApi<OverviewResource>({ workspaceId, path: '/v1/overview', signal }),
    refetchInterval: ({ state }) => (state.data?.is_current === false ? lookAgainMs.soon : lookAgainMs.later),
  });
}

const itemsAPage = 100;

type Page<Item> = { data: Item[]; next_page: string | null };

/** Which changes are listed; the share is of a text, from 0 to 1. */
export type ChangesFilter = {
  operation?: DestructiveChange['operation'];
  state?: 'open' | 'settled' | 'all';
  min_share?: number;
  within_days?: number;
};

export function changesQuery(workspaceId: string, filter: ChangesFilter) {
  return infiniteQueryOptions({
    queryKey: [...overviewKey(workspaceId), 'changes', filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<DestructiveChange>>({
        workspaceId,
        path: '/v1/destructive_changes',
        query: { ...filter, limit: itemsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

export function jobsQuery(workspaceId: string, state?: 'failed' | 'retrying') {
  return infiniteQueryOptions({
    queryKey: [...overviewKey(workspaceId), 'jobs', state] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<JobResource>>({
        workspaceId,
        path: '/v1/jobs',
        query: { state, limit: itemsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

export function retryJob(workspaceId: string, jobId: string): Promise<JobResource> {
  return callApi({ workspaceId, path: apiPath`/v1/jobs/${jobId}/retry`, method: 'POST', body: {} });
}
