import 'server-only';

import { createHash } from 'node:crypto';

import { keepReason } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { inTransaction } from '@/lib/db/in-transaction';
import { callInTransaction, readWorkspace, withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { invalidRequest } from '@/lib/errors/app-error';
import { presentHotMemory, toError } from '@/lib/memories/internal';
import type { HotMemory, HotRefusal } from '@/lib/memories/internal';
import type { MemoryTarget } from '@/lib/memories/target';
import { blankVersion } from '@/lib/versions/blank-version';
import { encodeContent } from '@/lib/versions/content';
import { assertReason } from '@/lib/workspaces/assert-reason';

import { findVersionHits, previewChanged, toHex } from './internal';
import { previewRedaction } from './preview-redaction';
import type { Preview } from './preview-redaction';
import type { RedactBody, RedactionResult } from './schema';

type Execution = { actor: Actor; target: MemoryTarget; body: RedactBody; preview: Preview };

/** Which versions to blank: the chosen ones and the head that is replaced. Only those that are there and still have something. */
async function findTargets(tx: WorkspaceTransaction, { actor, target, body }: Execution) {
  const { workspaceId } = actor;
  const chosen = [...new Set([...(body.version_ids ?? []), body.head_version_id])];
  const versions = await tx.memoryVersion.findMany({
    where: { workspaceId, memoryId: target.memoryId, id: { in: chosen } },
    select: { id: true, redactedAt: true },
  });
  if (versions.length < chosen.length)
    throw invalidRequest('version_ids: names a version that this memory does not have');
  return versions.filter((version) => version.redactedAt === null).map((version) => version.id);
}

async function writeSuccessor(
  tx: WorkspaceTransaction,
  { actor, target, body, preview }: Execution,
  notes: { reasonId: string | null; auditId: string },
): Promise<HotMemory> {
  const content = encodeContent(preview.masked);
  const parameters = {
    store_id: target.storeId,
    memory_id: target.memoryId,
    version_id: newId('memver'),
    audit_id: notes.auditId,
    path: null,
    ancestors: [],
    sha256: createHash('sha256').update(content).digest('hex'),
    size: content.byteLength,
    expected_head_id: body.head_version_id,
    // A mask may be longer than what it hides; taking text out must not fail for that.
    size_limit: 0,
    action: 'memory.redacted',
    origin_kind: 'redacted',
    origin_version_id: body.head_version_id,
  };
  const result = await callInTransaction<{ memory: HotMemory } | HotRefusal>(
    tx,
    actor,
    'memory_update',
    parameters,
    {
      content,
      reasonId: notes.reasonId,
    },
  );
  if ('refused' in result) throw toError(actor, result, { ...target, path: '' });
  return result.memory;
}

async function execute(execution: Execution): Promise<{ memory: HotMemory; blanked: string[] }> {
  const { actor, target, body, preview } = execution;
  return withWorkspace(actor, async (tx) => {
    await assertReason(tx, actor, 'redact', body.reason);
    const auditId = newId('audit');
    const reasonId = body.reason === undefined ? null : await keepReason(tx, actor, body.reason);
    // The memory is locked from here on: what its versions hold now is what they hold when they are blanked.
    const memory = await writeSuccessor(tx, execution, { reasonId, auditId });
    const hits = await findVersionHits(inTransaction(tx), actor, target.memoryId, toHex(preview.needles));
    const isNew = (id: string) => id !== memory.memory_version_id && id !== body.head_version_id;
    const seen = preview.shown.versions.map((version) => version.memory_version_id);
    if (hits.some((hit) => isNew(hit.memory_version_id) && !seen.includes(hit.memory_version_id)))
      throw previewChanged();

    const blanked = await findTargets(tx, execution);
    for (const id of blanked) {
      const version = { id, memory_id: target.memoryId, memory_store_id: target.storeId };
      await blankVersion(tx, actor, version, { now: BigInt(memory.updated_at), reasonId, parentId: auditId });
    }
    return { memory, blanked };
  });
}

type Leftover = { id: string; is_readable: boolean };

/** Reads every target back from a transaction of its own: nothing of the text, the path or the hash may be left. */
async function readBack(
  { actor, target, preview }: Execution,
  memory: HotMemory,
  blanked: readonly string[],
): Promise<void> {
  const left = await readWorkspace(actor, async (run) => {
    const rows = await run<Leftover>(
      `SELECT v.id, v.path IS NOT NULL OR v.content_sha256 IS NOT NULL OR v.content_size_bytes IS NOT NULL
         OR EXISTS (SELECT 1 FROM memory_content c WHERE c.workspace_id = v.workspace_id AND c.memory_version_id = v.id) AS is_readable
       FROM memory_version v WHERE v.workspace_id = $1 AND v.id = ANY ($2)`,
      [actor.workspaceId, blanked],
    );
    const hits = await findVersionHits(run, actor, target.memoryId, toHex(preview.needles));
    const head = hits.filter(
      (hit) => hit.memory_version_id === memory.memory_version_id && hit.places.includes('content'),
    );
    return [
      ...rows.filter((row) => row.is_readable).map((row) => row.id),
      ...head.map((hit) => hit.memory_version_id),
    ];
  });
  if (left.length > 0) throw new Error(`A redaction left text in ${left.join(', ')}.`);
}

/**
 * Masks text in the head and blanks earlier versions, in one transaction: a masked successor becomes the head, and whoever reads sees
 * before or after. Names the preview's hash and stops with `preview_changed` when it would be another one by now. Done only when every
 * target was read back empty. Needs `govern`, `memories:write`, `memories:read` and `history:read`; agents are refused. Permanent.
 */
export async function redactMemory(
  actor: Actor,
  target: MemoryTarget,
  body: RedactBody,
): Promise<RedactionResult> {
  const preview = await previewRedaction(actor, target, body);
  if (preview.shown.preview_hash !== body.preview_hash) throw previewChanged();
  const execution = { actor, target, body, preview };
  const { memory, blanked } = await execute(execution);
  await readBack(execution, memory, blanked);
  return {
    type: 'memory_redaction',
    memory: presentHotMemory(memory, null),
    redacted_version_ids: blanked,
    is_verified: true,
  };
}
