import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';

import type { RetentionPolicyResource, RetentionPreviewResource, RetentionRunResource } from './schema';

/** Of the workspace, or of one store of it. */
export type RetentionScope = { workspaceId: string; storeId: string | null };

export type RetentionRules = Pick<RetentionPolicyResource, 'old_versions' | 'deleted_memories'>;

function pathOf(storeId: string | null): string {
  return storeId === null ? '/v1/retention_policy' : apiPath`/v1/memory_stores/${storeId}/retention_policy`;
}

/** Every policy of a workspace stands under this key, since stores follow the workspace. */
export function retentionPoliciesKey(workspaceId: string) {
  return [workspaceId, 'retention-policy'] as const;
}

export function retentionPolicyQuery({ workspaceId, storeId }: RetentionScope) {
  return queryOptions({
    queryKey: [...retentionPoliciesKey(workspaceId), storeId] as const,
    queryFn: ({ signal }) => callApi<RetentionPolicyResource>({ workspaceId, path: pathOf(storeId), signal }),
  });
}

export function setRetentionPolicy(
  { workspaceId, storeId }: RetentionScope,
  body: (RetentionRules | { inherit: true }) & { reason?: string },
): Promise<RetentionPolicyResource> {
  return callApi({ workspaceId, path: pathOf(storeId), method: 'POST', body });
}

type Page = { data: RetentionRunResource[]; next_page: string | null };

export const runsAPage = 10;
/** A run that is under way is looked at this often. */
const lookEveryMs = 2000;

/** Runs, newest first; while one is under way they are fetched again and again. */
export function retentionRunsQuery(workspaceId: string) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'retention-runs'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page>({
        workspaceId,
        path: '/v1/retention_runs',
        query: { limit: runsAPage, page: pageParam ?? undefined },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some((run) => run.status === 'running')) === true
        ? lookEveryMs
        : false,
  });
}

const runPath = '/v1/retention_runs';

/** What a run would remove now: the counts, and the first of the removals. */
export function previewRetentionRun({ workspaceId, storeId }: RetentionScope) {
  const body = { dry_run: true, limit: 20, ...(storeId !== null && { memory_store_id: storeId }) };
  return callApi<RetentionPreviewResource>({ workspaceId, path: runPath, method: 'POST', body });
}

/** Removes exactly what the dry run showed, or is refused. */
export function startRetentionRun(
  workspaceId: string,
  { preview, reason }: { preview: RetentionPreviewResource; reason?: string },
): Promise<RetentionRunResource> {
  const { memory_store_id: storeId, as_of, preview_hash } = preview;
  const body = {
    dry_run: false,
    ...(storeId !== null && { memory_store_id: storeId }),
    preview: { as_of, preview_hash },
    ...(reason !== undefined && { reason }),
  };
  return callApi({ workspaceId, path: runPath, method: 'POST', body });
}
