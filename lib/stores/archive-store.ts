import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';

import { assertMayManageStores, lockStore, presentStore } from './internal';
import type { StoreResource } from './schema';

/** Retires a store for good: readable, deletable, no longer written. Needs `admin`; a second call changes nothing. */
export async function archiveStore(actor: Actor, storeId: string): Promise<StoreResource> {
  assertMayManageStores(actor);
  return withWorkspace(actor, async (tx) => {
    const { store, now } = await lockStore(tx, actor, storeId);
    if (store.archivedAt !== null) return presentStore(store);
    const archived = await tx.memoryStore.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: storeId } },
      data: { archivedAt: now, updatedAt: now },
    });
    await appendAudit(tx, actor, {
      action: 'memory_store.archived',
      target: { type: 'memory_store', id: storeId },
      memoryStoreId: storeId,
      details: {},
    });
    return presentStore(archived);
  });
}
