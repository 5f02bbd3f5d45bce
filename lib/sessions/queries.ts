import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';
import type { ReadKind, SessionMemoryRead } from '@/lib/reads/schema';

import { sessionKey, sessionsKey } from './keys';
import type { ActorName } from './actor-name';
import type { SessionResource } from './schema';
import type { SessionWrite } from './session-write';

type Page<Item> = { data: Item[]; next_page: string | null };

export const sessionsAPage = 50;
export const writesAPage = 50;
const readsAPage = 100;
const include = 'governance';

/** The newest sessions, or those whose id, agent or title holds a text. */
export function sessionSearchQuery(workspaceId: string, search: { query?: string; limit: number }) {
  return queryOptions({
    queryKey: [...sessionsKey(workspaceId), search] as const,
    queryFn: ({ signal }) =>
      callApi<Page<SessionResource>>({
        workspaceId,
        path: '/v1/session_search',
        method: 'POST',
        body: search,
        signal,
      }),
  });
}

/** Which sessions are listed. */
export type SessionListing = {
  query?: string;
  memory_store_id?: string;
  agent?: string;
  is_archived?: boolean;
};

/** Sessions with what is counted of them, newest first. */
export function sessionsQuery(workspaceId: string, listing: SessionListing) {
  return infiniteQueryOptions({
    queryKey: [...sessionsKey(workspaceId), 'listed', listing] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<SessionResource>>({
        workspaceId,
        path: '/v1/session_search',
        method: 'POST',
        query: { include },
        body: { ...listing, limit: sessionsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

export function sessionQuery(workspaceId: string, sessionId: string) {
  return queryOptions({
    queryKey: [...sessionKey(workspaceId, sessionId), 'itself'] as const,
    queryFn: ({ signal }) =>
      callApi<SessionResource>({
        workspaceId,
        path: apiPath`/v1/sessions/${sessionId}`,
        query: { include },
        signal,
      }),
  });
}

/** What a session read, or was handed in lists, in the order in which it first saw it. */
export function sessionReadsQuery(workspaceId: string, sessionId: string, kind: ReadKind) {
  return infiniteQueryOptions({
    queryKey: [...sessionKey(workspaceId, sessionId), 'reads', kind] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<SessionMemoryRead>>({
        workspaceId,
        path: apiPath`/v1/sessions/${sessionId}/memory_reads`,
        query: { kind, limit: readsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** Everything that a session wrote, in order, with what became of it. */
export function sessionWritesQuery(workspaceId: string, sessionId: string) {
  return infiniteQueryOptions({
    queryKey: [...sessionKey(workspaceId, sessionId), 'writes'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<SessionWrite>>({
        workspaceId,
        path: apiPath`/v1/sessions/${sessionId}/memory_writes`,
        query: { limit: writesAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** Ends a session: its token is refused from the next request on. */
export function archiveSession(workspaceId: string, sessionId: string): Promise<SessionResource> {
  const path = apiPath`/v1/sessions/${sessionId}/archive`;
  return callApi({ workspaceId, path, method: 'POST', body: {} });
}

/** What people, keys and sessions are called. At most a hundred ids. */
export function actorNamesQuery(workspaceId: string, ids: readonly string[]) {
  return queryOptions({
    queryKey: [workspaceId, 'actor-names', ids] as const,
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      callApi<{ data: ActorName[] }>({
        workspaceId,
        path: '/v1/actor_names',
        method: 'POST',
        body: { ids },
        signal,
      }),
  });
}
