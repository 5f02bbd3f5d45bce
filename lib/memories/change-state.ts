import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { EntryNotes } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { getStore } from '@/lib/stores/internal';

import { memoryNotFound } from './internal';
import type { Decision } from './state-decision';
import type { MemoryTarget } from './target';

async function lockMemory(tx: WorkspaceTransaction, actor: Actor, target: MemoryTarget) {
  const workspaceId = actor.workspaceId;
  await getStore(tx, actor, target.storeId);
  // Materialised, so that the clock is read when the lock is held.
  const [locked] = await tx.$queryRaw<{ now: bigint }[]>`
    WITH locked AS MATERIALIZED (
      SELECT 1 FROM memory
      WHERE workspace_id = ${workspaceId} AND memory_store_id = ${target.storeId} AND id = ${target.memoryId} AND path IS NOT NULL
      FOR NO KEY UPDATE
    ) SELECT now_us() AS now FROM locked`;
  if (!locked) throw memoryNotFound(target.memoryId);
  const memory = await tx.memory.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: target.memoryId } },
  });
  return { memory, now: locked.now };
}

/**
 * Changes what agents may do with a memory, inside a transaction: no version is appended, because its text does not change. The
 * decision is taken under the memory's lock. The caller has authorised. Returns whether anything changed.
 */
export async function changeState(
  tx: WorkspaceTransaction,
  actor: Actor,
  target: MemoryTarget,
  { decide, ...notes }: { decide: Decision } & EntryNotes,
): Promise<boolean> {
  const { memory, now } = await lockMemory(tx, actor, target);
  const change = decide(memory, now);
  if (!change) return false;
  await tx.memory.update({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id: target.memoryId } },
    data: change.data,
  });
  await appendAudit(tx, actor, {
    action: change.action,
    target: { type: 'memory', id: target.memoryId },
    memoryStoreId: target.storeId,
    details: change.details,
    ...notes,
  });
  return true;
}
