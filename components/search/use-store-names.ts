'use client';

import { useInfiniteQuery, useQueries } from '@tanstack/react-query';

import { useWorkspaceId } from '@/components/shell/workspace';
import { storeQuery, storesQuery } from '@/lib/stores/queries';

const byName = { state: 'all', order: 'name', direction: 'asc' } as const;

/** The first hundred stores by name, archived ones too. */
export function useStoreList() {
  const { data } = useInfiniteQuery(storesQuery(useWorkspaceId(), byName));
  return data?.pages[0]?.data ?? [];
}

/** What the stores of some results are called. Those beyond the first hundred are asked for one by one. */
export function useStoreNames(storeIds: readonly string[]): ReadonlyMap<string, string> {
  const workspaceId = useWorkspaceId();
  const { data, isPending } = useInfiniteQuery(storesQuery(workspaceId, byName));
  const listed = (data?.pages ?? []).flatMap((page) => page.data);
  const known = new Map(listed.map((store) => [store.id, store.name]));
  const missing = isPending ? [] : [...new Set(storeIds)].filter((id) => !known.has(id));
  const others = useQueries({ queries: missing.map((id) => storeQuery(workspaceId, id)) });
  for (const { data: store } of others) if (store) known.set(store.id, store.name);
  return known;
}
