'use client';

import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import type { AuditEntryResource } from '@/lib/audit/schema';
import { actorNamesQuery } from '@/lib/sessions/queries';
import { storeQuery } from '@/lib/stores/queries';

import { listActorIds, listStoreIds } from './named-ids';

export type NameOf = (id: string) => string | undefined;

const freshForMs = 60_000;

/**
 * What the people, keys, sessions and stores of these pages of entries are called, as far as the reader may know; what was deleted or is
 * not for them has no name. Asked for page by page, so that a longer list asks for nothing again.
 */
export function useNames(pages: readonly (readonly AuditEntryResource[])[]): NameOf {
  const workspaceId = useWorkspaceId();
  const actorIds = useMemo(() => pages.flatMap(listActorIds), [pages]);
  const storeIds = useMemo(() => listStoreIds(pages.flat()), [pages]);
  const actors = useQueries({
    queries: actorIds.map((ids) => actorNamesQuery(workspaceId, ids)),
    combine: (results) => results.flatMap(({ data }) => data?.data ?? []),
  });
  const stores = useQueries({
    queries: storeIds.map((id) => ({ ...storeQuery(workspaceId, id), staleTime: freshForMs })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  return useMemo(() => {
    const names = new Map([...actors, ...stores].map(({ id, name }) => [id, name]));
    return (id) => names.get(id);
  }, [actors, stores]);
}
