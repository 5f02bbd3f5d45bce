import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { EntryNotes } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { assertMayDestroy } from '@/lib/stores/assert-may-destroy';

import type { VersionRow } from './internal';

type Blankable = Pick<VersionRow, 'id' | 'memory_id' | 'memory_store_id'>;

/**
 * Takes content, path, hash and size out of a version, inside a transaction that holds its memory's lock. The caller has authorised and
 * made sure that nobody is shown it any more.
 */
export async function blankVersion(
  tx: WorkspaceTransaction,
  actor: Actor,
  version: Blankable,
  { now, ...notes }: EntryNotes & { now: Instant },
): Promise<void> {
  const { workspaceId } = actor;
  const { memory_store_id: storeId, memory_id: memoryId } = version;
  await assertMayDestroy(tx, actor, { kind: 'redaction', storeId, memoryIds: [memoryId] });
  await tx.memoryVersion.update({
    where: { workspaceId_id: { workspaceId, id: version.id } },
    data: {
      redactedAt: now,
      redactedByType: actor.type,
      redactedById: actor.id,
      path: null,
      contentSha256: null,
      contentSizeBytes: null,
    },
  });
  await tx.memoryContent.deleteMany({ where: { workspaceId, memoryVersionId: version.id } });
  await appendAudit(tx, actor, {
    action: 'memory_version.redacted',
    target: { type: 'memory_version', id: version.id },
    memoryStoreId: version.memory_store_id,
    details: { memory_id: version.memory_id },
    ...notes,
  });
}
