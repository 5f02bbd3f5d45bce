import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';

import { storeKey, storesKey } from './keys';
import type { FoundStore, SearchStoresBody, StoreResource } from './schema';

export function storeQuery(workspaceId: string, storeId: string) {
  return queryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'itself'] as const,
    queryFn: ({ signal }) =>
      callApi<StoreResource>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}`,
        query: { include: 'governance' },
        signal,
      }),
  });
}

/** Which stores are listed, and in which order. */
export type StoreListing = Pick<SearchStoresBody, 'state' | 'order' | 'direction'> & { query?: string };

export const storesAPage = 100;

type StorePage = { data: FoundStore[]; next_page: string | null };

export function storesQuery(workspaceId: string, listing: StoreListing) {
  return infiniteQueryOptions({
    queryKey: [...storesKey(workspaceId), listing] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<StorePage>({
        workspaceId,
        path: '/v1/memory_store_search',
        method: 'POST',
        body: { ...listing, limit: storesAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** After an act on a store: what is shown of it, and the lists that hold it, are fetched again. */
export async function refetchStore(
  client: QueryClient,
  ref: { workspaceId: string; storeId: string },
): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: storeKey(ref.workspaceId, ref.storeId) }),
    client.invalidateQueries({ queryKey: storesKey(ref.workspaceId) }),
  ]);
}

export type StoreWords = { name: string; description: string; metadata: Record<string, string> };

export function createStore(workspaceId: string, body: StoreWords): Promise<StoreResource> {
  return callApi({ workspaceId, path: '/v1/memory_stores', method: 'POST', body });
}

/** Changes what is said of a store to exactly these words: pairs that are no longer there are taken away. */
export function updateStore(
  workspaceId: string,
  store: StoreResource,
  words: StoreWords,
): Promise<StoreResource> {
  const gone = Object.keys(store.metadata).filter((key) => !Object.hasOwn(words.metadata, key));
  const metadata = { ...words.metadata, ...Object.fromEntries(gone.map((key) => [key, null])) };
  const path = apiPath`/v1/memory_stores/${store.id}`;
  return callApi({ workspaceId, path, method: 'POST', body: { ...words, metadata } });
}

export function archiveStore(workspaceId: string, storeId: string): Promise<StoreResource> {
  return callApi({
    workspaceId,
    path: apiPath`/v1/memory_stores/${storeId}/archive`,
    method: 'POST',
    body: {},
  });
}

export function deleteStore(workspaceId: string, storeId: string): Promise<{ id: string }> {
  return callApi({ workspaceId, path: apiPath`/v1/memory_stores/${storeId}`, method: 'DELETE' });
}
