import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';

import type { VersionResource } from './schema';

type Page = { data: VersionResource[]; next_page: string | null };
type InStore = { workspaceId: string; storeId: string };

const versionsAPage = 100;

/** What a list of versions can be narrowed to; without a memory it is the timeline of the whole store. */
export type VersionFilter = { memory_id?: string; session_id?: string; operation?: string };

/** Newest first. */
export function versionsQuery({ workspaceId, storeId }: InStore, filter: VersionFilter) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'store', storeId, 'versions', filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/memory_versions`,
        query: {
          ...filter,
          include: 'governance',
          limit: versionsAPage,
          ...(pageParam && { page: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** One version with its content. It never changes, but for its redaction. */
export function versionQuery({ workspaceId, storeId }: InStore, versionId: string) {
  return queryOptions({
    queryKey: [workspaceId, 'store', storeId, 'version', versionId] as const,
    queryFn: ({ signal }) =>
      callApi<VersionResource>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/memory_versions/${versionId}`,
        query: { include: 'governance' },
        signal,
      }),
  });
}

/** Permanent: of the version stays who wrote it and when. */
export function redactVersion(
  { workspaceId, storeId }: InStore,
  versionId: string,
  body: { reason?: string },
) {
  const path = apiPath`/v1/memory_stores/${storeId}/memory_versions/${versionId}/redact`;
  return callApi<VersionResource>({ workspaceId, path, method: 'POST', body });
}
