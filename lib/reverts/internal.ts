import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { Revert } from '@/lib/db/generated/client';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { AppError, forbidden, notFound } from '@/lib/errors/app-error';

import { canReadReverts, canRevert, canRevertThatMany, maxMemoriesWithoutAdmin } from './policy';
import type { PlanCounts, RevertResource, RevertStatus, SubjectType } from './schema';

export function assertMayRevert(actor: Actor): void {
  if (!canRevert(actor)) {
    throw forbidden(
      'a revert needs the scopes govern, memories:write and history:read, and agents do not make one',
    );
  }
}

export function assertMayRevertThatMany(actor: Actor, memoryCount: number): void {
  if (!canRevertThatMany(actor, memoryCount)) {
    throw forbidden(`a revert of more than ${maxMemoriesWithoutAdmin} memories needs the scope admin`);
  }
}

export function assertMayReadReverts(actor: Actor): void {
  if (!canReadReverts(actor)) {
    throw forbidden('reading reverts needs the scope history:read, and agents do not read them');
  }
}

export function conflict(errorCode: string, message: string): AppError {
  return new AppError('conflict', message, { errorCode });
}

export async function getRevert(tx: WorkspaceTransaction, actor: Actor, revertId: string): Promise<Revert> {
  const revert = await tx.revert.findUnique({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id: revertId } },
  });
  if (!revert) throw notFound(`revert not found: ${revertId.slice(0, 64)}`);
  return revert;
}

/** The revert with its lock held until the transaction ends: whoever carries it out holds this first. */
export async function lockRevert(tx: WorkspaceTransaction, actor: Actor, revertId: string): Promise<Revert> {
  await tx.$queryRaw`
    SELECT 1 FROM revert WHERE workspace_id = ${actor.workspaceId} AND id = ${revertId} FOR NO KEY UPDATE`;
  return getRevert(tx, actor, revertId);
}

export function countPending(revert: Revert): number {
  return revert.actingCount - revert.doneCount - revert.failedCount;
}

/** Plans that were stored before there was retention do not count what it removed. */
const countsOfOldPlans = { target_removed: 0 };

export function presentRevert(revert: Revert): RevertResource {
  const counts = revert.counts as PlanCounts;
  const isStarted = revert.startedByType !== null && revert.startedById !== null;
  return {
    id: revert.id,
    type: 'revert',
    subject: { type: revert.subjectType as SubjectType, id: revert.subjectId },
    written_at: { gte: formatOptionalInstant(revert.fromUs), lte: formatOptionalInstant(revert.untilUs) },
    status: revert.status as RevertStatus,
    preview_hash: revert.planHash,
    required_scope: revert.actingCount > maxMemoriesWithoutAdmin ? 'admin' : 'govern',
    counts: {
      ...counts,
      classification: { ...countsOfOldPlans, ...counts.classification },
      outcome: {
        done: revert.doneCount,
        skipped: revert.skippedCount,
        failed: revert.failedCount,
        pending: countPending(revert),
      },
    },
    created_at: formatInstant(revert.createdAt),
    created_by: presentActor(revert.createdByType, revert.createdById),
    started_at: formatOptionalInstant(revert.startedAt),
    started_by: isStarted ? presentActor(revert.startedByType!, revert.startedById!) : null,
    ended_at: formatOptionalInstant(revert.endedAt),
    audit_entry_id: revert.startedEntryId,
  };
}
