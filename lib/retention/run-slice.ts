import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { RetentionRun } from '@/lib/db/generated/client';
import { inTransaction, readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { assertMayDestroy } from '@/lib/stores/assert-may-destroy';

import { findNextStore } from './find-next-store';
import { findRemovable, storeStart } from './find-removable';
import type { Removable } from './find-removable';
import { ruleAt } from './rule';

/** The run with its lock held until the transaction ends, so that several take turns; null for one that is over. */
async function lockRun(
  tx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
): Promise<RetentionRun | null> {
  await tx.$queryRaw`SELECT 1 FROM retention_run WHERE workspace_id = ${workspaceId} AND id = ${id} FOR NO KEY UPDATE`;
  return tx.retentionRun.findFirst({ where: { workspaceId, id, status: 'running' } });
}

/** Until its successor was written, a version that is gone was what people and agents saw: before that the past has gaps. */
function markGap(
  tx: WorkspaceTransaction,
  workspaceId: string,
  storeId: string,
  versionIds: readonly string[],
): Promise<number> {
  return tx.$executeRaw`
    UPDATE memory_store s SET history_since = greatest(s.history_since, g.until)
    FROM (SELECT max(n.recorded_at) AS until FROM memory_version v
      JOIN memory_version n ON n.workspace_id = v.workspace_id AND n.memory_id = v.memory_id AND n.number = v.number + 1
      WHERE v.workspace_id = ${workspaceId} AND v.id = ANY (${versionIds})) g
    WHERE s.workspace_id = ${workspaceId} AND s.id = ${storeId} AND g.until > coalesce(s.history_since, 0)`;
}

/** Contents and searchable texts go with their versions, and the head of a memory that ends with the memory. */
async function remove(
  tx: WorkspaceTransaction,
  actor: Actor,
  storeId: string,
  removable: readonly Removable[],
): Promise<void> {
  if (removable.length === 0) return;
  const { workspaceId } = actor;
  const memoryIds = [...new Set(removable.map((each) => each.memory_id))];
  await assertMayDestroy(tx, actor, { kind: 'retention', storeId, memoryIds });
  const versions = removable.filter((each) => !each.ends_memory).map((each) => each.memory_version_id);
  await markGap(tx, workspaceId, storeId, versions);
  await tx.memoryVersion.deleteMany({ where: { workspaceId, id: { in: versions } } });
  const memoryId = { in: removable.filter((each) => each.ends_memory).map((each) => each.memory_id) };
  await tx.memoryReadHour.deleteMany({ where: { workspaceId, memoryId } });
  await tx.sessionRead.deleteMany({ where: { workspaceId, memoryId } });
  await tx.memory.deleteMany({ where: { workspaceId, id: memoryId } });
}

/** Its entry with the counts; a daily run that found nothing leaves none. */
async function end(tx: WorkspaceTransaction, actor: Actor, run: RetentionRun): Promise<void> {
  const { workspaceId, id, startedEntryId, memoryStoreId } = run;
  const endedAt = await readClock(tx);
  await tx.retentionRun.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { status: 'done', endedAt },
  });
  if (run.memoryVersionCount === 0 && startedEntryId === null) return;
  await appendAudit(tx, actor, {
    action: 'retention_run.finished',
    target: { type: 'retention_run', id },
    ...(memoryStoreId !== null && { memoryStoreId }),
    details: { memory_version_count: run.memoryVersionCount, memory_count: run.memoryCount },
    ...(startedEntryId !== null && { parentId: startedEntryId }),
    reasonId: run.reasonId,
  });
}

/**
 * The next versions that a run removes, how many and how far it came, in one transaction: all of it happened or none. Removes at most
 * `sliceSize` versions. Resolves to whether there is more to do; the last slice ends the run.
 */
export function runSlice(actor: Actor, runId: string, sliceSize: number): Promise<boolean> {
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    const run = await lockRun(tx, workspaceId, runId);
    if (!run) return false;
    const query = inTransaction(tx);
    const place = { storeId: run.cursorStoreId, isDone: run.cursorMemoryId === null };
    const store = await findNextStore(query, workspaceId, run.memoryStoreId, place);
    if (!store) {
      await end(tx, actor, run);
      return false;
    }
    const isSameStore = store.id === run.cursorStoreId && run.cursorMemoryId !== null;
    const after = isSameStore ? { memoryId: run.cursorMemoryId!, number: run.cursorNumber } : storeStart;
    const slice = { workspaceId, storeId: store.id, rule: ruleAt(store, run.asOf), after, limit: sliceSize };
    const { removable, next } = await findRemovable(query, slice, { isLocking: true });
    await remove(tx, actor, store.id, removable);
    await tx.retentionRun.update({
      where: { workspaceId_id: { workspaceId, id: runId } },
      data: {
        cursorStoreId: store.id,
        cursorMemoryId: next?.memoryId ?? null,
        cursorNumber: next?.number ?? 0,
        memoryVersionCount: { increment: removable.length },
        memoryCount: { increment: removable.filter((each) => each.ends_memory).length },
      },
    });
    return true;
  });
}
