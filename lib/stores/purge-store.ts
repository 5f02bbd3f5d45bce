import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { systemActor } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';

import { assertMayDestroy } from './assert-may-destroy';

/** Small enough that the embedded database, which does one thing at a time, is never held up for long. */
const sliceSize = 500;

type Counts = { memories: number; versions: number };

/** False when there is nothing to purge: the store is gone already, or nobody deleted it. */
async function passGate(tx: WorkspaceTransaction, actor: Actor, storeId: string): Promise<boolean> {
  // Locked, because another process may be at the store's last row: the gate would find it gone.
  const deleted = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM memory_store
    WHERE workspace_id = ${actor.workspaceId} AND id = ${storeId} AND deleted_at IS NOT NULL FOR KEY SHARE`;
  if (deleted.length === 0) return false;
  await assertMayDestroy(tx, actor, { kind: 'purge', storeId });
  return true;
}

/** Deletes one slice of a deleted store's memories with their versions, contents and reads; the counts say how many. */
function purgeSlice(actor: Actor, storeId: string): Promise<Counts> {
  return withWorkspace(actor, async (tx) => {
    const { workspaceId } = actor;
    if (!(await passGate(tx, actor, storeId))) return { memories: 0, versions: 0 };
    const versions = await tx.memoryVersion.findMany({
      where: { workspaceId, memoryStoreId: storeId },
      select: { id: true },
      take: sliceSize,
    });
    if (versions.length > 0) {
      const ids = versions.map((version) => version.id);
      await tx.memoryVersion.deleteMany({ where: { workspaceId, id: { in: ids } } });
      return { memories: 0, versions: ids.length };
    }
    const memories = await tx.memory.findMany({
      where: { workspaceId, memoryStoreId: storeId },
      select: { id: true },
      take: sliceSize,
    });
    const memoryId = { in: memories.map((memory) => memory.id) };
    await tx.memoryReadHour.deleteMany({ where: { workspaceId, memoryId } });
    await tx.sessionRead.deleteMany({ where: { workspaceId, memoryId } });
    await tx.memory.deleteMany({ where: { workspaceId, id: memoryId } });
    return { memories: memories.length, versions: 0 };
  });
}

/** Removes every row of a deleted store. Safe to run again after it was interrupted, or when nothing is left to do. */
export async function purgeStore(job: { workspaceId: string; memoryStoreId: string }): Promise<void> {
  const actor = systemActor(job.workspaceId, 'purge');
  const total: Counts = { memories: 0, versions: 0 };
  for (;;) {
    const counts = await purgeSlice(actor, job.memoryStoreId);
    if (counts.memories + counts.versions === 0) break;
    total.memories += counts.memories;
    total.versions += counts.versions;
  }
  await withWorkspace(actor, async (tx) => {
    if (!(await passGate(tx, actor, job.memoryStoreId))) return;
    const { count } = await tx.memoryStore.deleteMany({
      where: { workspaceId: job.workspaceId, id: job.memoryStoreId },
    });
    if (count === 0) return;
    await appendAudit(tx, actor, {
      action: 'memory_store.purged',
      target: { type: 'memory_store', id: job.memoryStoreId },
      memoryStoreId: job.memoryStoreId,
      details: { memory_count: total.memories, memory_version_count: total.versions },
    });
  });
}
