import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { RetentionPolicy, RetentionRun } from '@/lib/db/generated/client';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { forbidden, notFound } from '@/lib/errors/app-error';

import { canManageRetention, canReadRetention } from './policy';
import type { RetentionPolicyResource, RetentionRunResource } from './schema';

export function assertMayReadRetention(actor: Actor): void {
  if (!canReadRetention(actor)) {
    throw forbidden(
      'reading retention needs the scope memories:read or audit:read, and agents do not read it',
    );
  }
}

export function assertMayManageRetention(actor: Actor): void {
  if (!canManageRetention(actor)) throw forbidden('setting and running retention needs the scope admin');
}

export function runNotFound(runId: string) {
  return notFound(`retention run not found: ${runId.slice(0, 64)}`);
}

/** The store's own policy, or the workspace's; null where nobody set any, and everything is kept. */
export async function findPolicy(
  tx: WorkspaceTransaction,
  workspaceId: string,
  storeId: string | null,
): Promise<RetentionPolicy | null> {
  const scopeIds = storeId === null ? [workspaceId] : [storeId, workspaceId];
  const found = await tx.retentionPolicy.findMany({ where: { workspaceId, scopeId: { in: scopeIds } } });
  return found.find((policy) => policy.scopeId === storeId) ?? found[0] ?? null;
}

export function presentPolicy(
  policy: RetentionPolicy | null,
  storeId: string | null,
): RetentionPolicyResource {
  const { versionsAfterDays, keepNewest, deletedAfterDays } = policy ?? {};
  return {
    type: 'retention_policy',
    memory_store_id: storeId,
    is_inherited: storeId !== null && policy?.memoryStoreId !== storeId,
    old_versions:
      versionsAfterDays && keepNewest ? { after_days: versionsAfterDays, keep_newest: keepNewest } : null,
    deleted_memories: deletedAfterDays ? { after_days: deletedAfterDays } : null,
    updated_at: formatOptionalInstant(policy?.updatedAt ?? null),
    updated_by: policy && presentActor(policy.updatedByType, policy.updatedById),
  };
}

export function presentRun(run: RetentionRun): RetentionRunResource {
  return {
    id: run.id,
    type: 'retention_run',
    memory_store_id: run.memoryStoreId,
    status: run.status as RetentionRunResource['status'],
    as_of: formatInstant(run.asOf),
    counts: { memory_versions: run.memoryVersionCount, memories: run.memoryCount },
    created_at: formatInstant(run.createdAt),
    created_by: presentActor(run.createdByType, run.createdById),
    ended_at: formatOptionalInstant(run.endedAt),
  };
}

/** Changes of policies, and the decision that a run is due, wait for each other. */
export async function lockRetention(tx: WorkspaceTransaction, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('retention/' || ${workspaceId}, 0))`;
}
