import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';
import { storeKey } from '@/lib/stores/queries';

import type { MemoryResource } from './schema';

export type MemoryRef = { workspaceId: string; storeId: string; memoryId: string };

/** Everything about one memory stands under this key: itself, its versions, its blame. */
export function memoryKey({ workspaceId, storeId, memoryId }: MemoryRef) {
  return [...storeKey(workspaceId, storeId), 'memory', memoryId] as const;
}

export function memoryQuery(ref: MemoryRef) {
  return queryOptions({
    queryKey: [...memoryKey(ref), 'itself'] as const,
    queryFn: ({ signal }) =>
      callApi<MemoryResource>({
        workspaceId: ref.workspaceId,
        path: apiPath`/v1/memory_stores/${ref.storeId}/memories/${ref.memoryId}`,
        query: { include: 'governance' },
        signal,
      }),
  });
}

/** After an act on a memory: what is shown of it, and of the store that lists it, is fetched again. */
export async function refetchMemory(client: QueryClient, ref: MemoryRef): Promise<void> {
  await client.invalidateQueries({ queryKey: storeKey(ref.workspaceId, ref.storeId) });
}
