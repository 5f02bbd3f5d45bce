import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { notFound } from '@/lib/errors/app-error';
import { getSession } from '@/lib/sessions/internal';

import type { PlannedItem } from './classify';
import { computePlan } from './compute-plan';
import { assertMayRevert, conflict, getRevert, presentRevert } from './internal';
import { countPlan } from './plan';
import type { PlanRevertBody, RevertResource } from './schema';

async function assertSubject(
  tx: WorkspaceTransaction,
  actor: Actor,
  { type, id }: PlanRevertBody['subject'],
): Promise<void> {
  if (type === 'session') {
    await getSession(tx, actor, id);
    return;
  }
  if (type === 'api_key') {
    const key = { workspaceId_id: { workspaceId: actor.workspaceId, id } };
    if (!(await tx.apiKey.findUnique({ where: key }))) throw notFound(`API key not found: ${id}`);
    return;
  }
  const { status } = await getRevert(tx, actor, id);
  if (status === 'planned' || status === 'running') {
    throw conflict('revert_unfinished', 'only a revert that was carried out can be reverted');
  }
}

async function storeItems(
  tx: WorkspaceTransaction,
  { workspaceId, revertId }: { workspaceId: string; revertId: string },
  items: readonly PlannedItem[],
): Promise<void> {
  const rows = items.map(({ head_at: _headAt, ...item }, position) => ({ ...item, position }));
  await tx.$executeRaw`
    INSERT INTO revert_item (workspace_id, revert_id, position, memory_id, memory_store_id, classification, action,
        target_version_id, expected_head_id, outcome, error_code)
    SELECT ${workspaceId}, ${revertId}, i.position, i.memory_id, i.memory_store_id, i.classification, i.action,
        i.target_version_id, i.expected_head_id, CASE WHEN i.skipped_because IS NOT NULL THEN 'skipped' END, i.skipped_because
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS i (position integer, memory_id text, memory_store_id text,
      classification text, action text, target_version_id text, expected_head_id text, skipped_because text)`;
}

/**
 * The dry run of a revert, stored: what undoing the subject's writes would do to each memory right now. Changes no memory. Needs
 * `govern`, `memories:write` and `history:read`, and never an agent. Throws `not_found` for an unknown subject, and `conflict` with
 * `revert_unfinished` for a revert that was not carried out.
 */
export function planRevert(actor: Actor, { subject, created_at }: PlanRevertBody): Promise<RevertResource> {
  assertMayRevert(actor);
  const { workspaceId } = actor;
  const bounds = { fromUs: created_at?.gte ?? null, untilUs: created_at?.lte ?? null };
  const scope = { workspaceId, subjectType: subject.type, subjectId: subject.id, ...bounds };
  return withWorkspace(actor, async (tx) => {
    await assertSubject(tx, actor, subject);
    const { items, hash } = await computePlan(tx, scope);
    const counts = countPlan(items);
    const skippedCount = counts.action.none;
    const revert = await tx.revert.create({
      data: {
        ...scope,
        id: newId('rvrt'),
        status: 'planned',
        planHash: hash,
        counts,
        actingCount: items.length - skippedCount,
        skippedCount,
        createdByType: actor.type,
        createdById: actor.id,
      },
    });
    await storeItems(tx, { workspaceId, revertId: revert.id }, items);
    await appendAudit(tx, actor, {
      action: 'revert.planned',
      target: { type: 'revert', id: revert.id },
      details: { subject_type: subject.type, subject_id: subject.id, ...counts.action },
    });
    return presentRevert(revert);
  });
}
