import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';
import { memoryKey } from '@/lib/memories/keys';
import type { MemoryRef } from '@/lib/memories/keys';
import { storeKey } from '@/lib/stores/keys';
import type { VersionResource } from '@/lib/versions/schema';

import type { BlameResource, MergeBody, MergeResource, StoresDiffResource } from './schema';
import type { SessionReadResource } from './timeline';

type InStore = { workspaceId: string; storeId: string };
type VersionPage = { data: VersionResource[]; next_page: string | null };

const itemsAPage = 100;

export function blameQuery(ref: MemoryRef) {
  return queryOptions({
    queryKey: [...memoryKey(ref), 'blame'] as const,
    queryFn: ({ signal }) =>
      callApi<BlameResource>({
        workspaceId: ref.workspaceId,
        path: apiPath`/v1/memory_stores/${ref.storeId}/memories/${ref.memoryId}/blame`,
        signal,
      }),
  });
}

/** The version of the same memory before a given one; null when it was the first. */
export function previousVersionQuery(
  { workspaceId, storeId }: InStore,
  version: VersionResource | undefined,
) {
  return queryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'version', version?.id ?? '', 'previous'] as const,
    enabled: version !== undefined,
    queryFn: async ({ signal }) => {
      const page = await callApi<VersionPage>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/memory_versions`,
        query: {
          memory_id: version?.memory_id,
          'created_at[lte]': version?.created_at,
          include: 'governance',
          limit: 2,
        },
        signal,
      });
      const here = page.data.findIndex(({ id }) => id === version?.id);
      return page.data[here + 1] ?? null;
    },
  });
}

/** What the timeline of a store can be narrowed to; times are RFC 3339. */
export type TimelineFilter = {
  operation?: string;
  session_id?: string;
  api_key_id?: string;
  memory_id?: string;
  from?: string;
  until?: string;
};

/** Every version of a store, newest first. */
export function timelineQuery({ workspaceId, storeId }: InStore, filter: TimelineFilter) {
  const { from, until, ...others } = filter;
  return infiniteQueryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'timeline', filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<VersionPage>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/memory_versions`,
        query: {
          ...others,
          ...(from !== undefined && { 'created_at[gte]': from }),
          ...(until !== undefined && { 'created_at[lte]': until }),
          include: 'governance',
          limit: itemsAPage,
          ...(pageParam !== null && { page: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** When a session wrote into a store for the last time; null when it never did. */
export function sessionSpanQuery({ workspaceId, storeId }: InStore, sessionId: string) {
  return queryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'session-span', sessionId] as const,
    queryFn: async ({ signal }) => {
      const page = await callApi<VersionPage>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/memory_versions`,
        query: { session_id: sessionId, limit: 1 },
        signal,
      });
      const [last] = page.data;
      return last ? { until: last.created_at } : null;
    },
  });
}

/** The newest write to a store, by anybody or with one key; null when there is none. */
export function newestWriteQuery({ workspaceId, storeId }: InStore, apiKeyId: string | null) {
  return queryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'newest-write', apiKeyId] as const,
    queryFn: async ({ signal }) => {
      const page = await callApi<VersionPage>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/memory_versions`,
        query: { limit: 1, ...(apiKeyId !== null && { api_key_id: apiKeyId }) },
        signal,
      });
      return page.data[0] ?? null;
    },
  });
}

/** A store, or one memory of it, as it was at an instant, by path. It never changes afterwards, but for redactions. */
export function asOfQuery({ workspaceId, storeId }: InStore, at: string, memoryId?: string) {
  return infiniteQueryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'as-of', at, memoryId] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<VersionPage & { is_complete?: boolean }>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/as_of`,
        query: { at, memory_id: memoryId, limit: itemsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** One side of a comparison; now, without `at`. */
export type StoreSide = { storeId: string; at?: string | undefined };

function sideOf({ storeId, at }: StoreSide) {
  return { type: 'memory_store', memory_store_id: storeId, ...(at !== undefined && { at }) };
}

/** What changed between a store at two instants, or between two stores, by path. */
export function storesDiffQuery(workspaceId: string, from: StoreSide, to: StoreSide) {
  return infiniteQueryOptions({
    queryKey: [...storeKey(workspaceId, from.storeId), 'compared', from.at, to.storeId, to.at] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<StoresDiffResource>({
        workspaceId,
        path: '/v1/memory_diffs',
        method: 'POST',
        body: {
          type: 'memory_stores',
          from: sideOf(from),
          to: sideOf(to),
          limit: itemsAPage,
          ...(pageParam !== null && { page: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** Which sessions were shown a memory, last shown first. */
export function readersQuery(ref: MemoryRef) {
  return infiniteQueryOptions({
    queryKey: [...memoryKey(ref), 'readers'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<{ data: SessionReadResource[]; next_page: string | null }>({
        workspaceId: ref.workspaceId,
        path: apiPath`/v1/memory_stores/${ref.storeId}/memories/${ref.memoryId}/reads`,
        query: { limit: itemsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** Merges a text with what its memory became meanwhile. Writes nothing. */
export function mergeMemory(workspaceId: string, body: MergeBody): Promise<MergeResource> {
  return callApi({ workspaceId, path: '/v1/memory_merges', method: 'POST', body });
}

/** What the writes of all stores can be narrowed to; times are RFC 3339. */
export type WritesFilter = { operation?: string; actor_type?: string; from?: string; until?: string };

/** Every write of the workspace, newest first. */
export function writesQuery(workspaceId: string, { from, until, ...filter }: WritesFilter) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'writes', { from, until, ...filter }] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<VersionPage>({
        workspaceId,
        path: '/v1/memory_versions',
        query: {
          ...filter,
          'created_at[gte]': from,
          'created_at[lte]': until,
          limit: itemsAPage,
          ...(pageParam !== null && { page: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}
