import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { callApi } from '@/lib/http/client';
import type { MemoryResource } from '@/lib/memories/schema';
import { storeKey, storesKey } from '@/lib/stores/keys';
import type { FoundStore } from '@/lib/stores/schema';

import type { PathState, SearchBody, SearchResult } from './schema';

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

/** Every path holds one. */
const anyPath = '/';

/** The memories of all stores that are in a state, store by store. */
export function stateQuery(workspaceId: string, state: PathState) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'search', 'in-state', state] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<PathPage>({
        workspaceId,
        path: '/v1/memory_path_search',
        method: 'POST',
        body: { query: anyPath, state, limit: 100, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** What is looked for, and what it is narrowed to. */
export type MemorySearch = Partial<Omit<SearchBody, 'page' | 'updated_at'>> & {
  query: string;
  /** RFC 3339. */
  updated_at?: { gte?: string; lte?: string };
};

/**
 * Pages of what holds the words of a query. Nothing of it is kept once nobody looks at it: what was redacted in between
 * must not be shown again.
 */
export function memorySearchQuery(workspaceId: string, search: MemorySearch) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'search', 'memories', search] as const,
    initialPageParam: null as string | null,
    gcTime: 0,
    queryFn: ({ pageParam, signal }) =>
      callApi<SearchResult>({
        workspaceId,
        path: '/v1/memory_search',
        method: 'POST',
        body: { ...search, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** The stores that have a text in their name, archived ones too, those that were written lately first. */
export function workspaceStoresQuery(workspaceId: string, query: string, limit: number) {
  return queryOptions({
    queryKey: [...storesKey(workspaceId), 'named', { query, limit }] as const,
    queryFn: ({ signal }) =>
      callApi<{ data: FoundStore[] }>({
        workspaceId,
        path: '/v1/memory_store_search',
        method: 'POST',
        body: { query, state: 'all', order: 'last_write', limit },
        signal,
      }),
  });
}

/** The first memories of the workspace whose path holds a text. */
export function workspacePathsQuery(workspaceId: string, query: string, limit: number) {
  return queryOptions({
    queryKey: [workspaceId, 'search', 'paths', { query, limit }] as const,
    gcTime: 0,
    queryFn: ({ signal }) =>
      callApi<PathPage>({
        workspaceId,
        path: '/v1/memory_path_search',
        method: 'POST',
        body: { query, limit },
        signal,
      }),
  });
}
