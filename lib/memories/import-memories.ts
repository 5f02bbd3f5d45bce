import 'server-only';

import { createHash } from 'node:crypto';

import { appendAudit } from '@/lib/audit/append';
import type { Actor, ActorType, TrustTier } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { forbidden, invalidRequest } from '@/lib/errors/app-error';
import { lockStore, storeArchived } from '@/lib/stores/internal';
import { canManageStores } from '@/lib/stores/policy';
import { encodeContent } from '@/lib/versions/content';

/** One write of a history made elsewhere. `content` is null where the memory was deleted. */
export type ImportedVersion = {
  path: string;
  content: string | null;
  actor: { type: ActorType; id: string };
  trustTier: TrustTier;
  agent: string | null;
  model: string | null;
  recordedAt: Instant;
};
/** A memory with its versions, oldest first, at least one. */
export type ImportedMemory = { versions: readonly ImportedVersion[]; archivedAt?: Instant; lockedAt?: Instant };

function measure(content: string | null) {
  if (content === null) return { body: null, contentSha256: null, contentSizeBytes: null };
  const body = new Uint8Array(encodeContent(content));
  return { body, contentSha256: createHash('sha256').update(body).digest('hex'), contentSizeBytes: body.byteLength };
}

function toRows(actor: Actor, memoryStoreId: string, memory: ImportedMemory) {
  const { workspaceId } = actor;
  const memoryId = newId('mem');
  const versions = memory.versions.map((version, index) => ({
    workspaceId,
    id: newId('memver'),
    memoryStoreId,
    memoryId,
    number: index + 1,
    operation: version.content === null ? 'deleted' : index === 0 ? 'created' : 'modified',
    path: version.path,
    actorType: version.actor.type,
    actorId: version.actor.id,
    trustTier: version.trustTier,
    agent: version.agent,
    model: version.model,
    recordedAt: version.recordedAt,
    importedByType: actor.type,
    importedById: actor.id,
    ...measure(version.content),
  }));
  const head = versions.at(-1)!;
  const row = {
    workspaceId,
    id: memoryId,
    memoryStoreId,
    path: head.body === null ? null : head.path,
    headVersionId: head.id,
    servedVersionId: head.id,
    versionNumber: head.number,
    contentSha256: head.contentSha256,
    contentSizeBytes: head.contentSizeBytes,
    createdAt: versions[0]!.recordedAt,
    updatedAt: head.recordedAt,
    archivedAt: memory.archivedAt ?? null,
    lockedAt: memory.lockedAt ?? null,
  };
  return { row, versions };
}

/**
 * Puts memories with a history made elsewhere into an empty store, all or none. Versions keep their own times and actors and are
 * marked as imported; hashes are computed here. Needs `admin`; one audit entry with counts. Returns the memories' ids in order.
 */
export function importMemories(actor: Actor, storeId: string, memories: readonly ImportedMemory[]): Promise<string[]> {
  if (!canManageStores(actor)) throw forbidden('importing memories needs the scope admin');
  const made = memories.map((memory) => toRows(actor, storeId, memory));
  const versions = made.flatMap((each) => each.versions);
  return withWorkspace(actor, async (tx) => {
    const { store } = await lockStore(tx, actor, storeId);
    if (store.archivedAt !== null) throw storeArchived(storeId);
    if (store.memoryCount > 0) throw invalidRequest('a history can be imported only into an empty memory store');
    const live = made.filter((each) => each.row.path !== null).length;
    if (live > env().LIMIT_MEMORIES_PER_STORE) throw invalidRequest('memory store has reached its memory limit');
    await tx.memory.createMany({ data: made.map((each) => each.row) });
    await tx.memoryVersion.createMany({ data: versions.map(({ body: _, ...version }) => version) });
    await tx.memoryContent.createMany({
      data: versions.flatMap(({ workspaceId, id, body }) => (body ? [{ workspaceId, memoryVersionId: id, body }] : [])),
    });
    await tx.memoryStore.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: storeId } },
      data: { memoryCount: live },
    });
    await appendAudit(tx, actor, {
      action: 'memory_store.imported',
      target: { type: 'memory_store', id: storeId },
      memoryStoreId: storeId,
      details: { memory_count: made.length, memory_version_count: versions.length },
    });
    return made.map((each) => each.row.id);
  });
}
