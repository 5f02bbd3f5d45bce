import { queryOptions } from '@tanstack/react-query';

import { callApi } from '@/lib/http/client';

import type { ActorName } from './actor-name';
import type { SessionResource } from './schema';

type SessionPage = { data: SessionResource[]; next_page: string | null };

/** The newest sessions, or those whose id, agent or title holds a text. */
export function sessionSearchQuery(workspaceId: string, search: { query?: string; limit: number }) {
  return queryOptions({
    queryKey: [workspaceId, 'sessions', search] as const,
    queryFn: ({ signal }) =>
      callApi<SessionPage>({
        workspaceId,
        path: '/v1/session_search',
        method: 'POST',
        body: search,
        signal,
      }),
  });
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
