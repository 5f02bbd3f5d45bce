import { queryOptions } from '@tanstack/react-query';

import { callApi } from '@/lib/http/client';

import type { ApiKeyResource } from './schema';

export type NewApiKey = ApiKeyResource & { secret: string };

/** Makes a key for an agent: it reads and writes memories, and governs nothing. Answers once with its secret. */
export function createAgentKey(workspaceId: string, name: string): Promise<NewApiKey> {
  return callApi({ workspaceId, path: '/v1/api_keys', method: 'POST', body: { name, kind: 'agent' } });
}

const keysAPage = 100;

/** The newest keys of the workspace. */
export function apiKeysQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [workspaceId, 'api-keys'] as const,
    queryFn: ({ signal }) =>
      callApi<{ data: ApiKeyResource[] }>({
        workspaceId,
        path: '/v1/api_keys',
        query: { limit: keysAPage },
        signal,
      }),
  });
}
