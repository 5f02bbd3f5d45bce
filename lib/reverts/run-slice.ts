import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Revert } from '@/lib/db/generated/client';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';

import { countPending, lockRevert } from './internal';
import { writeItems } from './write-items';
import type { ItemResult, PendingItem } from './write-items';

/** Longer circles of memories that hold each other's paths may be cut, and fail then. */
const longestCircle = 100;

/**
 * Plans put what is to be done first and it is done in that order, so the counts say where to go on. Memories that hold each other's
 * paths follow each other there and go back together: whoever holds a path of the slice is in it.
 */
async function findPositions(tx: WorkspaceTransaction, revert: Revert, sliceSize: number) {
  const { workspaceId, id: revertId } = revert;
  const from = revert.doneCount + revert.failedCount;
  const end = Math.min(from + sliceSize, revert.actingCount);
  const [{ last } = { last: null }] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(holding.position) AS last
    FROM revert_item i
      JOIN memory_version t ON t.workspace_id = i.workspace_id AND t.id = i.target_version_id
      JOIN memory m ON m.workspace_id = i.workspace_id AND m.memory_store_id = i.memory_store_id AND m.path = t.path
      JOIN revert_item holding ON holding.workspace_id = i.workspace_id AND holding.revert_id = i.revert_id AND holding.memory_id = m.id
    WHERE i.workspace_id = ${workspaceId} AND i.revert_id = ${revertId} AND i.position >= ${from} AND i.position < ${end}
      AND holding.position >= ${end} AND holding.position < ${Math.min(end + longestCircle, revert.actingCount)}`;
  return { gte: from, lt: Math.max(end, (last ?? -1) + 1) };
}

async function lockPendingItems(
  tx: WorkspaceTransaction,
  revert: Revert,
  sliceSize: number,
): Promise<PendingItem[]> {
  const { workspaceId, id: revertId } = revert;
  const positions = await findPositions(tx, revert, sliceSize);
  const items = await tx.revertItem.findMany({
    where: { workspaceId, revertId, position: positions, outcome: null },
  });
  // Everybody locks in one order, so that nobody waits in a circle; deletions and moves want the store alone.
  const storeIds = [...new Set(items.map((item) => item.memoryStoreId))].toSorted();
  await tx.$queryRaw`
    SELECT s.id FROM unnest(${storeIds}::text[]) AS s (id), LATERAL lock_store(${workspaceId}, s.id, true)`;
  await tx.$queryRaw`
    SELECT 1 FROM memory WHERE workspace_id = ${workspaceId} AND id = ANY (${items.map((item) => item.memoryId)})
    ORDER BY memory_store_id, id FOR UPDATE`;
  return tx.$queryRaw<PendingItem[]>`
    SELECT i.position, i.memory_id, i.memory_store_id, i.action, i.target_version_id, i.expected_head_id,
      m.path AS head_path, t.path, t.content_sha256, t.content_size_bytes
    FROM revert_item i
      LEFT JOIN memory m ON m.workspace_id = i.workspace_id AND m.id = i.memory_id
      LEFT JOIN memory_version t ON t.workspace_id = i.workspace_id AND t.id = i.target_version_id
    WHERE i.workspace_id = ${workspaceId} AND i.revert_id = ${revertId} AND i.outcome IS NULL
      AND i.position >= ${positions.gte} AND i.position < ${positions.lt}
    ORDER BY i.position`;
}

async function storeResults(
  tx: WorkspaceTransaction,
  revert: Revert,
  results: readonly ItemResult[],
): Promise<Revert> {
  const { workspaceId, id } = revert;
  await tx.$executeRaw`
    UPDATE revert_item i SET outcome = r.outcome, error_code = r.error_code, result_version_id = r.result_version_id
    FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
      AS r (position integer, outcome text, error_code text, result_version_id text)
    WHERE i.workspace_id = ${workspaceId} AND i.revert_id = ${id} AND i.position = r.position`;
  const doneCount = results.filter((result) => result.outcome === 'done').length;
  return tx.revert.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: {
      doneCount: { increment: doneCount },
      failedCount: { increment: results.length - doneCount },
    },
  });
}

async function end(
  tx: WorkspaceTransaction,
  actor: Actor,
  revert: Revert,
  status: 'done' | 'stopped',
): Promise<void> {
  const { workspaceId, id, doneCount: done, failedCount: failed, skippedCount: skipped } = revert;
  await tx.revert.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { status, endedAt: await readClock(tx) },
  });
  await appendAudit(tx, actor, {
    action: status === 'done' ? 'revert.finished' : 'revert.stopped',
    target: { type: 'revert', id },
    details: { done, failed, skipped, pending: countPending(revert) },
    parentId: revert.startedEntryId!,
    reasonId: revert.reasonId,
  });
}

/**
 * The next memories of a running revert in one transaction, outcomes with them: either all of it happened or none. Returns whether
 * there is more to do. Ends the revert with its last memory, or as `stopped` at the first one that is not as the plan found it.
 */
export function runSlice(actor: Actor, revertId: string, sliceSize: number): Promise<boolean> {
  return withWorkspace(actor, async (tx) => {
    const before = await lockRevert(tx, actor, revertId);
    if (before.status !== 'running') return false;
    const items = await lockPendingItems(tx, before, sliceSize);
    const notes = { parentId: before.startedEntryId, reasonId: before.reasonId };
    const { results, isStopped } = await writeItems(tx, actor, items, notes);
    const after = await storeResults(tx, before, results);
    if (isStopped) await end(tx, actor, after, 'stopped');
    else if (countPending(after) === 0) await end(tx, actor, after, 'done');
    return !isStopped && countPending(after) > 0;
  });
}
