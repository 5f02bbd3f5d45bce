import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { readClock } from '@/lib/db/in-transaction';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { withWorkspace } from '@/lib/db/workspace';
import { getStore } from '@/lib/stores/internal';

import { assertMayManageRetention, findPolicy, lockRetention, presentPolicy } from './internal';
import type { RetentionPolicyResource, StorePolicyBody } from './schema';

type Settings = Pick<RetentionPolicyResource, 'is_inherited' | 'old_versions' | 'deleted_memories'>;
type Scope = { actor: Actor; storeId: string | null };

function columnsOf({ old_versions: versions, deleted_memories: deleted }: Settings) {
  return {
    versionsAfterDays: versions?.after_days ?? null,
    keepNewest: versions?.keep_newest ?? null,
    deletedAfterDays: deleted?.after_days ?? null,
  };
}

/** A policy that was never set keeps everything, and to say so explicitly of a workspace changes nothing. */
function isSame(left: Settings, right: Settings): boolean {
  if (left.is_inherited || right.is_inherited) return left.is_inherited === right.is_inherited;
  return JSON.stringify(columnsOf(left)) === JSON.stringify(columnsOf(right));
}

async function store(tx: WorkspaceTransaction, { actor, storeId }: Scope, wanted: Settings): Promise<void> {
  const { workspaceId } = actor;
  const key = { workspaceId, scopeId: storeId ?? workspaceId };
  if (wanted.is_inherited) {
    await tx.retentionPolicy.deleteMany({ where: key });
    return;
  }
  const updatedAt = await readClock(tx);
  const data = { ...columnsOf(wanted), updatedByType: actor.type, updatedById: actor.id, updatedAt };
  await tx.retentionPolicy.upsert({
    where: { workspaceId_scopeId: key },
    create: { ...key, memoryStoreId: storeId, ...data },
    update: data,
  });
}

/**
 * Sets how long the workspace, or one store, keeps history; `inherit` lets a store follow the workspace again. Nothing is removed by it:
 * runs do that. Needs `admin`, and never an agent. Without a change nothing is recorded.
 */
export async function setPolicy(
  actor: Actor,
  storeId: string | null,
  { reason, ...body }: StorePolicyBody,
): Promise<RetentionPolicyResource> {
  assertMayManageRetention(actor);
  const { workspaceId } = actor;
  const isInherited = 'inherit' in body;
  const wanted = isInherited
    ? { is_inherited: true, old_versions: null, deleted_memories: null }
    : { is_inherited: false, ...body };
  return withWorkspace(actor, async (tx) => {
    if (storeId !== null) await getStore(tx, actor, storeId);
    await lockRetention(tx, workspaceId);
    const current = presentPolicy(await findPolicy(tx, workspaceId, storeId), storeId);
    if (isSame(current, wanted)) return current;
    await store(tx, { actor, storeId }, wanted);
    const { versionsAfterDays, keepNewest, deletedAfterDays } = columnsOf(wanted);
    await appendAudit(tx, actor, {
      action: 'retention_policy.updated',
      target:
        storeId === null ? { type: 'workspace', id: workspaceId } : { type: 'memory_store', id: storeId },
      ...(storeId !== null && { memoryStoreId: storeId }),
      details: {
        is_inherited: isInherited,
        versions_after_days: versionsAfterDays,
        keep_newest: keepNewest,
        deleted_after_days: deletedAfterDays,
      },
      reason,
    });
    return presentPolicy(await findPolicy(tx, workspaceId, storeId), storeId);
  });
}
