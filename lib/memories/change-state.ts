import 'server-only';

import type { AuditAction, AuditDetails } from '@/lib/audit/actions';
import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';
import type { Memory, Prisma } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { getStore } from '@/lib/stores/internal';

import { assertMayRead, memoryNotFound } from './internal';
import { canGovernMemories } from './policy';
import { retrieveMemory } from './read';
import type { MemoryResource } from './schema';
import type { MemoryTarget } from './target';

type StateAction = Extract<
  AuditAction,
  | 'memory.archived'
  | 'memory.unarchived'
  | 'memory.withheld'
  | 'memory.released'
  | 'memory.locked'
  | 'memory.unlocked'
>;
type Change = {
  [Action in StateAction]: { data: Prisma.MemoryUpdateInput; action: Action; details: AuditDetails<Action> };
}[StateAction];

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
 * Changes what agents may do with a memory: no version is appended, because its text does not change. `decide` gets the memory under
 * its lock and returns the change, or null when there is nothing to do. Needs `govern` and, because it answers with the memory,
 * `memories:read`; agents are refused.
 */
export async function changeState(
  actor: Actor,
  target: MemoryTarget,
  reason: string | undefined,
  decide: (memory: Memory, now: Instant) => Change | null,
): Promise<MemoryResource> {
  if (!canGovernMemories(actor))
    throw forbidden('this act needs the scope govern, and agents do not have it');
  assertMayRead(actor, target.storeId);
  await withWorkspace(actor, async (tx) => {
    const { memory, now } = await lockMemory(tx, actor, target);
    const change = decide(memory, now);
    if (!change) return;
    await tx.memory.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: target.memoryId } },
      data: change.data,
    });
    await appendAudit(tx, actor, {
      action: change.action,
      target: { type: 'memory', id: target.memoryId },
      memoryStoreId: target.storeId,
      details: change.details,
      reason,
    });
  });
  return retrieveMemory(actor, target, { view: 'basic', include: 'governance' });
}
