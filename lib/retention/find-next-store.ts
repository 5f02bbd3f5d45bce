import 'server-only';

import type { Query } from '@/lib/db/database';

import type { PolicyDays } from './rule';

/** `isDone` says that the store itself was walked through already. */
export type StorePlace = { storeId: string; isDone: boolean };
export type StoreWithPolicy = PolicyDays & { id: string };

/** Of each live store its own policy or the workspace's, where that one removes anything. */
const selectStores = `
  SELECT s.id, p.versions_after_days, p.keep_newest, p.deleted_after_days
  FROM memory_store s CROSS JOIN LATERAL (
    SELECT * FROM retention_policy r WHERE r.workspace_id = s.workspace_id AND r.scope_id IN (s.id, s.workspace_id)
    ORDER BY r.scope_id = s.id DESC LIMIT 1) p
  WHERE s.workspace_id = $1 AND s.deleted_at IS NULL AND ($2::text IS NULL OR s.id = $2)
    AND (s.id > $3 OR s.id = $3 AND NOT $4) AND (p.versions_after_days IS NOT NULL OR p.deleted_after_days IS NOT NULL)
  ORDER BY s.id LIMIT 1`;

/** The next store, or the only one, for which a policy removes anything, with that policy as it is now. */
export async function findNextStore(
  query: Query,
  workspaceId: string,
  onlyStoreId: string | null,
  { storeId, isDone }: StorePlace,
): Promise<StoreWithPolicy | null> {
  const [store] = await query<StoreWithPolicy>(selectStores, [workspaceId, onlyStoreId, storeId, isDone]);
  return store ?? null;
}
