import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { forbidden, invalidRequest } from '@/lib/errors/app-error';
import { getStore, storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';
import { assertReason } from '@/lib/workspaces/assert-reason';

import { blankVersion } from './blank-version';
import { presentVersion, versionNotFound } from './internal';
import type { VersionRow } from './internal';
import { canRedact } from './policy';
import type { VersionResource } from './schema';

/**
 * The version under its memory's lock, with whether somebody is still shown it. Two statements, because the one that waits for the
 * lock does not see what happened to the version meanwhile.
 */
async function lockVersion(
  tx: WorkspaceTransaction,
  workspaceId: string,
  storeId: string,
  versionId: string,
) {
  await tx.$queryRaw`
    SELECT 1 FROM memory m JOIN memory_version v ON v.workspace_id = m.workspace_id AND v.memory_id = m.id
    WHERE v.workspace_id = ${workspaceId} AND v.memory_store_id = ${storeId} AND v.id = ${versionId}
    FOR NO KEY UPDATE OF m`;
  const rows = await tx.$queryRaw<(VersionRow & { is_shown: boolean; now: bigint })[]>`
    SELECT v.*, coalesce(m.path IS NOT NULL AND v.id IN (m.head_version_id, m.served_version_id), false) AS is_shown, now_us() AS now
    FROM memory m JOIN memory_version v ON v.workspace_id = m.workspace_id AND v.memory_id = m.id
    WHERE v.workspace_id = ${workspaceId} AND v.memory_store_id = ${storeId} AND v.id = ${versionId}`;
  const [row] = rows;
  if (!row) throw versionNotFound(versionId);
  return row;
}

/**
 * Blanks an earlier version: content, path, hash and size go, who and when remain. Needs `govern`, and never an agent. The head of a
 * live memory is refused; a version that is redacted already is returned as it is.
 */
export async function redactVersion(
  actor: Actor,
  storeId: string,
  versionId: string,
  reason?: string,
): Promise<VersionResource> {
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  if (!canRedact(actor)) throw forbidden('redacting a version needs the scope govern');
  return withWorkspace(actor, async (tx) => {
    // Of the memory-store API, whose programs know of no reason.
    if (actor.type === 'user_actor') await assertReason(tx, actor, 'redact', reason);
    await getStore(tx, actor, storeId);
    const version = await lockVersion(tx, actor.workspaceId, storeId, versionId);
    if (version.redacted_at !== null) return presentVersion(version);
    if (version.is_shown) {
      throw invalidRequest(
        'cannot redact the head version of a live memory; write a new version or delete the memory first',
      );
    }
    await blankVersion(tx, actor, version, { now: version.now, reason });
    return presentVersion({
      ...version,
      path: null,
      content_sha256: null,
      content_size_bytes: null,
      redacted_at: version.now,
      redacted_by_type: actor.type,
      redacted_by_id: actor.id,
    });
  });
}
