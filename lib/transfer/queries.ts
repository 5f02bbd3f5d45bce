import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiHeaders, apiPath, callApi, readApiError } from '@/lib/http/client';
import { sendFile } from '@/lib/http/send-file';

import type { ExportFormat, ImportItemResource, ImportResource } from './schema';

type StoreRef = { workspaceId: string; storeId: string };

type OpenExport = StoreRef & { format: ExportFormat; signal: AbortSignal };

/** Begins a download: the bytes come as the reader takes them. Throws `ApiError`, or what `fetch` throws when the network fails. */
export async function openExport({ workspaceId, storeId, format, signal }: OpenExport): Promise<Response> {
  const path = apiPath`/v1/memory_stores/${storeId}/export`;
  const headers = apiHeaders({ workspaceId, path });
  const response = await fetch(`${path}?format=${format}`, { headers, signal });
  if (!response.ok) throw await readApiError(response);
  return response;
}

type SendImport = StoreRef & {
  file: Blob;
  contentType: string;
  onSent: (bytes: number) => void;
  signal: AbortSignal;
};

/** Answers when everything in the file was brought in or left out. */
export function sendImport({ storeId, ...send }: SendImport): Promise<ImportResource> {
  return sendFile({ ...send, path: apiPath`/v1/memory_stores/${storeId}/import` });
}

export function retrieveImport(workspaceId: string, importId: string): Promise<ImportResource> {
  return callApi({ workspaceId, path: apiPath`/v1/imports/${importId}` });
}

const recentImports = 20;

/** The import into a store that is not at its end, newest first: it runs, or was interrupted. Null where there is none. */
export async function findRunningImport({ workspaceId, storeId }: StoreRef): Promise<ImportResource | null> {
  const page = await callApi<{ data: ImportResource[] }>({
    workspaceId,
    path: '/v1/imports',
    query: { limit: recentImports },
  });
  const isHere = ({ scope, status, memory_store_ids: storeIds }: ImportResource) =>
    scope === 'memory_store' && status === 'running' && storeIds.includes(storeId);
  return page.data.find(isHere) ?? null;
}

export function runningImportQuery(store: StoreRef) {
  return queryOptions({
    queryKey: [store.workspaceId, 'imports', 'running', store.storeId] as const,
    queryFn: () => findRunningImport(store),
    staleTime: 0,
  });
}

const itemsAPage = 100;

/** What an import did not take, by position. */
export function importItemsQuery(workspaceId: string, importId: string) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'imports', importId, 'items'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<{ data: ImportItemResource[]; next_page: string | null }>({
        workspaceId,
        path: apiPath`/v1/imports/${importId}/items`,
        query: { limit: itemsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}
