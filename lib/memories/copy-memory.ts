import 'server-only';

import { keepReason } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { callInTransaction, withWorkspace } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { getStore } from '@/lib/stores/internal';

import { assertMayRead, assertMayWrite, memoryNotFound, presentHotMemory, toError } from './internal';
import type { HotMemory, HotRefusal } from './internal';
import { ancestorsOf } from './path';
import type { CopyBody, MemoryResource } from './schema';
import { isWithheld } from './state-decision';
import type { MemoryTarget } from './target';

/**
 * Copies what the caller is shown of a memory into another store, or to another path of its own, as a memory of its own whose first
 * version names where it comes from: how knowledge is promoted. Needs `memories:read` there and `memories:write` here.
 */
export async function copyMemory(
  actor: Actor,
  source: MemoryTarget,
  body: CopyBody,
): Promise<MemoryResource> {
  assertMayRead(actor, source.storeId);
  assertMayWrite(actor, body.memory_store_id);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await getStore(tx, actor, source.storeId);
    const memory = await tx.memory.findFirst({
      where: { workspaceId, memoryStoreId: source.storeId, id: source.memoryId, path: { not: null } },
    });
    const shownId = actor.isAgent ? memory?.servedVersionId : memory?.headVersionId;
    if (!memory || !shownId || (actor.isAgent && isWithheld(memory))) throw memoryNotFound(source.memoryId);
    const version = await tx.memoryVersion.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: shownId } },
      include: { content: true },
    });
    const path = body.path ?? memory.path!;
    const parameters = {
      store_id: body.memory_store_id,
      memory_id: newId('mem'),
      version_id: newId('memver'),
      audit_id: newId('audit'),
      path,
      ancestors: ancestorsOf(path),
      sha256: version.contentSha256,
      size: version.contentSizeBytes,
      limit: env().LIMIT_MEMORIES_PER_STORE,
      size_limit: env().LIMIT_STORE_BYTES,
      action: 'memory.copied',
      origin_kind: 'copied',
      origin_version_id: version.id,
    };
    const reasonId = body.reason === undefined ? null : await keepReason(tx, actor, body.reason);
    const result = await callInTransaction<{ memory: HotMemory } | HotRefusal>(
      tx,
      actor,
      'memory_create',
      parameters,
      {
        content: version.content!.body,
        reasonId,
      },
    );
    if ('refused' in result) {
      throw toError(actor, result, { storeId: body.memory_store_id, memoryId: parameters.memory_id, path });
    }
    return presentHotMemory(result.memory, null);
  });
}
