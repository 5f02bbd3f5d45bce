import 'server-only';

import { appendAudit, keepReason } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Revert } from '@/lib/db/generated/client';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { enqueue } from '@/lib/jobs/queue';
import { assertReason } from '@/lib/workspaces/assert-reason';

import { computePlan } from './compute-plan';
import {
  assertMayRevert,
  assertMayRevertThatMany,
  conflict,
  getRevert,
  lockRevert,
  presentRevert,
} from './internal';
import { carryOut, fullPace } from './carry-out';
import type { Pace } from './carry-out';
import type { ExecuteRevertBody, RevertResource, SubjectType } from './schema';

/** By then the request itself has long carried the plan out, unless its process died. */
const safetyNetAfterSeconds = 30;

async function assertSamePlan(tx: WorkspaceTransaction, revert: Revert): Promise<void> {
  const now = await computePlan(tx, { ...revert, subjectType: revert.subjectType as SubjectType });
  if (now.hash === revert.planHash) return;
  throw conflict(
    'preview_changed',
    'the memories changed since the dry run: plan the revert again and look at it',
  );
}

async function start(
  tx: WorkspaceTransaction,
  actor: Actor,
  revert: Revert,
  reason: string | undefined,
): Promise<void> {
  const { workspaceId, id } = revert;
  const reasonId = reason === undefined ? null : await keepReason(tx, actor, reason);
  const startedEntryId = await appendAudit(tx, actor, {
    action: 'revert.started',
    target: { type: 'revert', id },
    details: { memory_count: revert.actingCount },
    reasonId,
  });
  const started = { startedByType: actor.type, startedById: actor.id, startedAt: await readClock(tx) };
  await tx.revert.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { ...started, status: 'running', startedEntryId, reasonId },
  });
  const job = { workspaceId, revertId: id };
  await enqueue(tx, 'run-revert', job, { startAfterSeconds: safetyNetAfterSeconds });
}

/**
 * Carries out exactly the plan that `preview_hash` names, in slices; a job goes on from there should the process die. A revert that
 * was started already is returned as it is. Needs what planning needs, and `admin` for many memories. Throws `conflict` with
 * `preview_changed` when the plan would be another one by now, and with `nothing_to_change` when it has nothing to do; a head that
 * moves meanwhile ends it as `stopped`.
 */
export async function executeRevert(
  actor: Actor,
  revertId: string,
  { preview_hash, reason }: ExecuteRevertBody,
  pace: Pace = fullPace,
): Promise<RevertResource> {
  assertMayRevert(actor);
  const isStarted = await withWorkspace(actor, async (tx) => {
    const revert = await lockRevert(tx, actor, revertId);
    assertMayRevertThatMany(actor, revert.actingCount);
    if (revert.planHash !== preview_hash) {
      throw conflict('preview_changed', 'the preview_hash is not that of this plan');
    }
    if (revert.status !== 'planned') return false;
    await assertReason(tx, actor, 'revert', reason);
    await assertSamePlan(tx, revert);
    if (revert.actingCount === 0) throw conflict('nothing_to_change', 'this plan changes no memory');
    await start(tx, actor, revert, reason);
    return true;
  });
  if (isStarted) await carryOut(actor, revertId, pace);
  return withWorkspace(actor, async (tx) => presentRevert(await getRevert(tx, actor, revertId)));
}
