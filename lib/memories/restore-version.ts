import 'server-only';

import { keepReason } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Memory, MemoryVersion } from '@/lib/db/generated/client';
import { newId } from '@/lib/db/ids';
import { callInTransaction, withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors/app-error';
import { getStore } from '@/lib/stores/internal';
import { assertMayReadHistory, versionNotFound } from '@/lib/versions/internal';
import { assertReason } from '@/lib/workspaces/assert-reason';

import { assertMayWrite, presentHotMemory, toError } from './internal';
import type { HotMemory, HotRefusal } from './internal';
import { ancestorsOf } from './path';
import type { MemoryResource, RestoreBody } from './schema';
import { isWithheld } from './state-decision';

function conflict(errorCode: string, message: string): AppError {
  return new AppError('conflict', message, { errorCode });
}

type Target = { version: MemoryVersion; memory: Memory; body: Uint8Array };

/** The version with its text and its memory; agents do not find what is withheld from them. */
async function loadTarget(
  tx: WorkspaceTransaction,
  actor: Actor,
  storeId: string,
  versionId: string,
): Promise<Target> {
  await getStore(tx, actor, storeId);
  const found = await tx.memoryVersion.findFirst({
    where: { workspaceId: actor.workspaceId, memoryStoreId: storeId, id: versionId },
    include: { memory: true, content: true },
  });
  const isHidden =
    actor.isAgent &&
    found &&
    (found.memory.servedVersionId !== found.memory.headVersionId || isWithheld(found.memory));
  if (!found || isHidden) throw versionNotFound(versionId);
  if (found.redactedAt !== null) {
    throw conflict('target_redacted', 'this version was redacted: its text is gone and cannot be restored');
  }
  if (!found.content) {
    throw conflict(
      'target_deleted',
      'this version records a deletion: it has no text; restore the version before it',
    );
  }
  return { version: found, memory: found.memory, body: found.content.body };
}

function parametersOf({ version, memory }: Target, body: RestoreBody) {
  const path = memory.path === null ? (body.path ?? version.path!) : (body.path ?? null);
  return {
    store_id: version.memoryStoreId,
    memory_id: memory.id,
    version_id: newId('memver'),
    audit_id: newId('audit'),
    path,
    ancestors: path === null ? [] : ancestorsOf(path),
    sha256: version.contentSha256,
    size: version.contentSizeBytes,
    expected_head_id: body.expected_head_version_id ?? null,
    limit: env().LIMIT_MEMORIES_PER_STORE,
    size_limit: env().LIMIT_STORE_BYTES,
    action: 'memory.restored',
    origin_kind: 'restored',
    origin_version_id: version.id,
  };
}

type Result = { memory: HotMemory; is_unchanged?: boolean } | HotRefusal;

/**
 * Writes an earlier version's text again, as a new version that names it. A deleted memory comes back with its id, at the version's path
 * or at the one given. Needs `memories:write` and `history:read`. Throws `conflict` with `target_redacted`, `target_deleted`, `head_moved`
 * (the head is not the one that the caller saw) or `nothing_to_change`, and `path_conflict` when the path was taken since.
 */
export async function restoreVersion(
  actor: Actor,
  storeId: string,
  versionId: string,
  body: RestoreBody,
): Promise<MemoryResource> {
  assertMayReadHistory(actor, storeId);
  assertMayWrite(actor, storeId);
  return withWorkspace(actor, async (tx) => {
    await assertReason(tx, actor, 'restore', body.reason);
    const target = await loadTarget(tx, actor, storeId, versionId);
    const parameters = parametersOf(target, body);
    const reasonId = body.reason === undefined ? null : await keepReason(tx, actor, body.reason);
    const name = target.memory.path === null ? 'memory_recreate' : 'memory_update';
    const result = await callInTransaction<Result>(tx, actor, name, parameters, {
      content: target.body,
      reasonId,
    });
    if ('refused' in result) {
      throw toError(actor, result, { storeId, memoryId: target.memory.id, path: parameters.path ?? '' });
    }
    if (result.is_unchanged) {
      throw conflict('nothing_to_change', 'the memory has exactly this text already');
    }
    return presentHotMemory(result.memory, null);
  });
}
