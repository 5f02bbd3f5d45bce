import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { enqueue } from '@/lib/jobs/queue';

import { assertMayDestroy } from './assert-may-destroy';
import { assertMayManageStores, lockStore } from './internal';

/** Deletes a store: gone everywhere at once, its rows purged by a job that is enqueued with the change. Needs `admin`. */
export async function deleteStore(
  actor: Actor,
  storeId: string,
): Promise<{ id: string; type: 'memory_store_deleted' }> {
  assertMayManageStores(actor);
  return withWorkspace(actor, async (tx) => {
    const { store, now } = await lockStore(tx, actor, storeId);
    await assertMayDestroy(tx, actor, { kind: 'deletion', storeId });
    await tx.memoryStore.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: storeId } },
      data: { deletedAt: now },
    });
    await appendAudit(tx, actor, {
      action: 'memory_store.deleted',
      target: { type: 'memory_store', id: storeId },
      memoryStoreId: storeId,
      details: { memory_count: store.memoryCount },
    });
    await enqueue(tx, 'purge-store', { workspaceId: actor.workspaceId, memoryStoreId: storeId });
    return { id: storeId, type: 'memory_store_deleted' };
  });
}
