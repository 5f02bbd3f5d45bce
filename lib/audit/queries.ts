import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiHeaders, apiPath, callApi, readApiError } from '@/lib/http/client';

import type { AuditEntryDetail, AuditEntryResource } from './schema';

/** What the trail can be narrowed to; times are RFC 3339. */
export type TrailFilter = {
  action?: string;
  actor_id?: string;
  target_id?: string;
  session_id?: string;
  memory_store_id?: string;
  parent_id?: string;
  from?: string;
  until?: string;
};

export const entriesAPage = 100;

/** The filters as the API names them. */
export function toQuery({ from, until, ...others }: TrailFilter): Record<string, string> {
  return {
    ...others,
    ...(from !== undefined && { 'created_at[gte]': from }),
    ...(until !== undefined && { 'created_at[lte]': until }),
  };
}

/** The trail, newest first. */
export function trailQuery(workspaceId: string, filter: TrailFilter) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'trail', filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<{ data: AuditEntryResource[]; next_page: string | null }>({
        workspaceId,
        path: '/v1/audit_entries',
        query: { ...toQuery(filter), limit: entriesAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** One entry. It never changes; its reason may be erased, and parts may follow. */
export function auditEntryQuery(workspaceId: string, entryId: string) {
  return queryOptions({
    queryKey: [workspaceId, 'audit-entry', entryId] as const,
    queryFn: ({ signal }) =>
      callApi<AuditEntryDetail>({ workspaceId, path: apiPath`/v1/audit_entries/${entryId}`, signal }),
  });
}

type OpenTrailExport = { workspaceId: string; filter: TrailFilter; signal: AbortSignal };

/** Begins a download: the bytes come as the reader takes them. Throws `ApiError`, or what `fetch` throws when the network fails. */
export async function openTrailExport({ workspaceId, filter, signal }: OpenTrailExport): Promise<Response> {
  const path = '/v1/audit_entries/export';
  const headers = apiHeaders({ workspaceId, path });
  const response = await fetch(`${path}?${new URLSearchParams(toQuery(filter))}`, { headers, signal });
  if (!response.ok) throw await readApiError(response);
  return response;
}
