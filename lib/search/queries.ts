import { infiniteQueryOptions } from '@tanstack/react-query';

import { callApi } from '@/lib/http/client';
import type { MemoryResource } from '@/lib/memories/schema';
import { storeKey } from '@/lib/stores/queries';

import type { PathState } from './schema';

type PathSearch = {
  workspaceId: string;
  storeId: string;
  query: string;
  folder?: string;
  state?: PathState;
  limit?: number;
};

export type PathPage = { data: MemoryResource[]; next_page: string | null };

/** One page of the memories of a store whose path holds a text, in the order of their paths. */
export function searchPaths(
  { workspaceId, storeId, query, folder = '/', state = 'all', limit = 100 }: PathSearch,
  { page, signal }: { page?: string | null; signal?: AbortSignal } = {},
): Promise<PathPage> {
  const body = {
    query,
    memory_store_ids: [storeId],
    path_prefix: folder,
    state,
    limit,
    ...(page && { page }),
  };
  return callApi({ workspaceId, path: '/v1/memory_path_search', method: 'POST', body, signal });
}

export function pathSearchQuery(search: PathSearch) {
  const { workspaceId, storeId, ...filters } = search;
  return infiniteQueryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'path-search', filters] as const,
    queryFn: ({ pageParam, signal }) => searchPaths(search, { page: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_page,
  });
}
