import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { systemActor } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { readClock } from '@/lib/db/in-transaction';
import { listTextColumns } from '@/lib/db/text-registry';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { belongsElsewhere } from '@/lib/workspaces/internal';

import { assertMayDestroy } from './assert-may-destroy';
import { purgeStore } from './purge-store';

type Pace = { sliceSize: number; settleSeconds: number };

/** Small enough that the embedded database, which does one thing at a time, is never held up for long; longer than any transaction may take. */
const fullPace: Pace = { sliceSize: 500, settleSeconds: 40 };

/** The trail stays: it has no text, and nobody reads it in the product any more. */
const staying = new Set(['audit_entry']);

/** Every table of a tenant, what belongs to something before what it belongs to: the registry names the owners first. */
const tables = [
  ...new Set(
    listTextColumns()
      .filter(({ schema, column }) => schema === 'public' && column === 'workspace_id')
      .map(({ table }) => table),
  ),
]
  .filter((table) => !staying.has(table))
  .toReversed();

/** Nothing is purged of a workspace that nobody deleted. Null when there is nothing to purge. */
async function findDeletion(tx: WorkspaceTransaction, workspaceId: string): Promise<bigint | null> {
  const where = { id: workspaceId, deletedAt: { not: null }, purgedAt: null };
  const workspace = await tx.workspace.findFirst({ where, select: { deletedAt: true } });
  return workspace?.deletedAt ?? null;
}

/** Several processes at the same purge take turns, slice by slice. */
async function takeTurn(tx: WorkspaceTransaction, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('purge/' || ${workspaceId}, 0))`;
}

/** The next store of the workspace, which passes the gate like any other that is deleted; null when none is left. */
function deleteNextStore(actor: Actor): Promise<string | null> {
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await takeTurn(tx, workspaceId);
    // The one that it finds may be at its last row in another process: it waits for that.
    await tx.$queryRaw`SELECT id FROM memory_store WHERE workspace_id = ${workspaceId} ORDER BY id FOR UPDATE`;
    const deletedAt = await findDeletion(tx, workspaceId);
    const store = deletedAt && (await tx.memoryStore.findFirst({ where: { workspaceId } }));
    if (!store) return null;
    if (store.deletedAt !== null) return store.id;
    await assertMayDestroy(tx, actor, { kind: 'deletion', storeId: store.id });
    await tx.memoryStore.update({
      where: { workspaceId_id: { workspaceId, id: store.id } },
      data: { deletedAt },
    });
    await appendAudit(tx, actor, {
      action: 'memory_store.deleted',
      target: { type: 'memory_store', id: store.id },
      memoryStoreId: store.id,
      details: { memory_count: store.memoryCount },
    });
    return store.id;
  });
}

/** An account belongs to the person; that of somebody who is left in no workspace goes, since nobody could ever administer it. */
async function removeMember(tx: WorkspaceTransaction, workspaceId: string, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM user_account WHERE id = ${userId} FOR UPDATE`;
  await tx.membership.deleteMany({ where: { workspaceId, userId } });
  if (await belongsElsewhere(tx, { workspaceId, userId })) return;
  await tx.user.deleteMany({ where: { id: userId } });
}

/** Removes one person, or one slice of the first table that has any rows. Resolves to whether there was anything. */
function purgeSlice(actor: Actor, sliceSize: number): Promise<boolean> {
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await takeTurn(tx, workspaceId);
    if ((await findDeletion(tx, workspaceId)) === null) return false;
    const member = await tx.membership.findFirst({ where: { workspaceId }, select: { userId: true } });
    if (member) {
      await removeMember(tx, workspaceId, member.userId);
      return true;
    }
    for (const table of tables) {
      const slice = `SELECT ctid FROM ${table} WHERE workspace_id = $1 LIMIT $2`;
      const count = await tx.$executeRawUnsafe(
        `DELETE FROM ${table} WHERE workspace_id = $1 AND ctid = ANY (ARRAY(${slice}))`,
        workspaceId,
        sliceSize,
      );
      if (count > 0) return true;
    }
    return false;
  });
}

/** Writes that it is done, unless what entered before the deletion may still be under way. Resolves to the seconds to wait. */
function finish(actor: Actor, settleSeconds: number): Promise<number> {
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await takeTurn(tx, workspaceId);
    const deletedAt = await findDeletion(tx, workspaceId);
    if (deletedAt === null) return 0;
    const purgedAt = await readClock(tx);
    const waitUs = deletedAt + BigInt(settleSeconds) * 1_000_000n - purgedAt;
    if (waitUs > 0n) return Math.ceil(Number(waitUs) / 1_000_000);
    const { count } = await tx.workspace.updateMany({
      where: { id: workspaceId, purgedAt: null },
      data: { purgedAt },
    });
    if (count === 0) return 0;
    await appendAudit(tx, actor, {
      action: 'workspace.purged',
      target: { type: 'workspace', id: workspaceId },
      details: {},
    });
    return 0;
  });
}

/**
 * The job: removes everything of a deleted workspace but its trail, which has no text, and a tombstone without a name. Its stores go through
 * the gate. Goes on where an interrupted one stopped; safe to run twice, side by side, and when nothing is left to do. Resolves to the
 * seconds after which it wants to look once more, since a transaction that entered before the deletion may still add something; 0 when done.
 */
export async function purgeWorkspace(
  { workspaceId }: { workspaceId: string },
  { sliceSize, settleSeconds }: Pace = fullPace,
): Promise<number> {
  const actor = systemActor(workspaceId, 'purge');
  for (;;) {
    const memoryStoreId = await deleteNextStore(actor);
    if (memoryStoreId === null) break;
    await purgeStore({ workspaceId, memoryStoreId });
  }
  while (await purgeSlice(actor, sliceSize));
  return finish(actor, settleSeconds);
}
