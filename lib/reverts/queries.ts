import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';

import { revertKey, revertsKey } from './keys';
import type { ItemOutcome, RevertAction, RevertItemResource, RevertResource, SubjectType } from './schema';

type Page<Item> = { data: Item[]; next_page: string | null };

export const revertsAPage = 50;
export const itemsAPage = 100;

/** Reverts, newest first: all of them, or those of one session, API key or revert. */
export function revertsQuery(workspaceId: string, subjectId: string | null = null) {
  return infiniteQueryOptions({
    queryKey: [...revertsKey(workspaceId), subjectId] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<RevertResource>>({
        workspaceId,
        path: '/v1/reverts',
        query: {
          limit: revertsAPage,
          ...(subjectId !== null && { subject_id: subjectId }),
          ...(pageParam !== null && { page: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

export function revertQuery(workspaceId: string, revertId: string) {
  return queryOptions({
    queryKey: [...revertKey(workspaceId, revertId), 'itself'] as const,
    queryFn: ({ signal }) =>
      callApi<RevertResource>({ workspaceId, path: apiPath`/v1/reverts/${revertId}`, signal }),
  });
}

/** Which memories of a revert are listed. */
export type ItemFilter = { action?: RevertAction; outcome?: ItemOutcome | 'pending' };

/** The memories of a revert, in the order in which they are carried out. With its status their outcomes change. */
export function revertItemsQuery(
  workspaceId: string,
  { id, status }: Pick<RevertResource, 'id' | 'status'>,
  filter: ItemFilter,
) {
  return infiniteQueryOptions({
    queryKey: [...revertKey(workspaceId, id), 'items', status, filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<RevertItemResource>>({
        workspaceId,
        path: apiPath`/v1/reverts/${id}/items`,
        query: { ...filter, limit: itemsAPage, ...(pageParam !== null && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

export type RevertSubject = {
  subject: { type: SubjectType; id: string };
  /** RFC 3339; everything where a bound is absent. */
  created_at?: { gte?: string; lte?: string };
};

/** The dry run: what undoing these writes would do. Changes no memory. */
export function planRevert(workspaceId: string, body: RevertSubject): Promise<RevertResource> {
  return callApi({ workspaceId, path: '/v1/reverts', method: 'POST', body });
}

/** Carries out exactly the dry run that was shown. */
export function executeRevert(
  workspaceId: string,
  revert: Pick<RevertResource, 'id' | 'preview_hash'>,
  reason: string,
): Promise<RevertResource> {
  const path = apiPath`/v1/reverts/${revert.id}/execute`;
  const body = { preview_hash: revert.preview_hash, reason };
  return callApi({ workspaceId, path, method: 'POST', body });
}
