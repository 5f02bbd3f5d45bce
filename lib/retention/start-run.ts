import 'server-only';

import { appendAudit, keepReason } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';
import { newId } from '@/lib/db/ids';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError, invalidRequest } from '@/lib/errors/app-error';
import { enqueue } from '@/lib/jobs/queue';
import { getStore } from '@/lib/stores/internal';

import { assertMayManageRetention, presentRun } from './internal';
import type { RetentionRunResource, StartRunBody } from './schema';
import { surveyRemovable } from './survey-removable';

async function assertSamePreview(
  actor: Actor,
  storeId: string | null,
  preview: NonNullable<StartRunBody['preview']>,
): Promise<void> {
  const survey = await surveyRemovable(actor, { storeId, asOf: preview.as_of });
  if (survey.hash === preview.preview_hash) return;
  throw new AppError('conflict', 'what would be removed changed since the dry run: look at a new one', {
    errorCode: 'preview_changed',
  });
}

function checkInstant(asOf: Instant | undefined, now: Instant): Instant {
  if (asOf !== undefined && asOf > now) throw invalidRequest('preview.as_of: lies in the future');
  return asOf ?? now;
}

/**
 * Starts a run over one store or all: a job removes what the policies no longer keep, and goes on after a crash. The rules are judged
 * again for each memory under its lock, so a policy that is set meanwhile counts at once. Needs `admin`, and never an agent. Throws
 * `conflict` with `preview_changed` when it would not remove what the given dry run showed.
 */
export async function startRun(actor: Actor, body: StartRunBody): Promise<RetentionRunResource> {
  assertMayManageRetention(actor);
  const { workspaceId } = actor;
  const storeId = body.memory_store_id ?? null;
  if (storeId !== null) await withWorkspace(actor, (tx) => getStore(tx, actor, storeId));
  if (body.preview) await assertSamePreview(actor, storeId, body.preview);
  return withWorkspace(actor, async (tx) => {
    const id = newId('retn');
    const asOf = checkInstant(body.preview?.as_of, await readClock(tx));
    const reasonId = body.reason === undefined ? null : await keepReason(tx, actor, body.reason);
    const startedEntryId = await appendAudit(tx, actor, {
      action: 'retention_run.started',
      target: { type: 'retention_run', id },
      ...(storeId !== null && { memoryStoreId: storeId }),
      details: {},
      reasonId,
    });
    const by = { createdByType: actor.type, createdById: actor.id };
    const run = await tx.retentionRun.create({
      data: {
        workspaceId,
        id,
        memoryStoreId: storeId,
        status: 'running',
        asOf,
        ...by,
        startedEntryId,
        reasonId,
      },
    });
    await enqueue(tx, 'run-retention', { workspaceId, retentionRunId: id });
    return presentRun(run);
  });
}
