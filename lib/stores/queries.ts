import { queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';

import type { StoreResource } from './schema';

/** Everything that is known of one store and its memories stands under this key, so that an act can make all of it fetch again. */
export function storeKey(workspaceId: string, storeId: string) {
  return [workspaceId, 'store', storeId] as const;
}

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
