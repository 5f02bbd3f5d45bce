import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { AppError } from '@/lib/errors/app-error';
import { memoryNotFound } from '@/lib/memories/internal';
import type { MemoryTarget } from '@/lib/memories/target';
import { decodeContent } from '@/lib/versions/content';
import { storeNotFound } from '@/lib/stores/internal';
import { assertStoreExists, versionNotFound, visibleToAgents } from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';

export type TextRow = VersionRow & { body: Uint8Array | null };

/** A version with its text, wherever in the workspace it is; agents do not find what is withheld from them. */
export async function getText(run: Query, actor: Actor, versionId: string): Promise<TextRow> {
  const [row] = await run<TextRow>(
    `SELECT v.*, c.body FROM memory_version v
     JOIN memory_store s ON s.workspace_id = v.workspace_id AND s.id = v.memory_store_id AND s.deleted_at IS NULL
     LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
     WHERE v.workspace_id = $1 AND v.id = $2 ${actor.isAgent ? `AND ${visibleToAgents}` : ''}`,
    [actor.workspaceId, versionId],
  );
  const isHidden = row && actor.attachments !== null && !actor.attachments.has(row.memory_store_id);
  if (!row || isHidden) throw versionNotFound(versionId);
  return row;
}

/** Whether all is known of how a store was at an instant: retention may have removed what was shown then. */
export async function isCompleteAt(
  run: Query,
  workspaceId: string,
  { storeId, at }: { storeId: string; at: bigint },
): Promise<boolean> {
  const [store] = await run<{ history_since: bigint | null }>(
    'SELECT history_since FROM memory_store WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL',
    [workspaceId, storeId],
  );
  if (!store) throw storeNotFound(storeId);
  return store.history_since === null || at >= store.history_since;
}

/** Whether there is, or was, such a memory that the caller may know of; throws `not_found` in the words for a memory or its store. */
export async function assertMemoryExists(
  run: Query,
  actor: Actor,
  { storeId, memoryId }: MemoryTarget,
): Promise<void> {
  const rows = await run(
    `SELECT 1 FROM memory m JOIN memory_store s ON s.workspace_id = m.workspace_id AND s.id = m.memory_store_id AND s.deleted_at IS NULL
     WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.id = $3 ${actor.isAgent ? 'AND NOT is_withheld(m)' : ''}`,
    [actor.workspaceId, storeId, memoryId],
    `memory_exists/${actor.isAgent}`,
  );
  if (rows.length > 0) return;
  await assertStoreExists(run, actor.workspaceId, storeId);
  throw memoryNotFound(memoryId);
}

/** Versions whose successor was removed: how long they were shown is not known. `v` is the version's alias. */
export const isBeforeGap = `coalesce((SELECT min(n.number) FROM memory_version n
  WHERE n.workspace_id = v.workspace_id AND n.memory_id = v.memory_id AND n.number > v.number) > v.number + 1, false)`;

/** The text of a version; a deletion has an empty one. Throws `conflict` with `target_redacted` where there is none any more. */
export function readText(row: TextRow): string {
  if (row.redacted_at !== null) {
    throw new AppError('conflict', `version ${row.id} was redacted: its text is gone`, {
      errorCode: 'target_redacted',
    });
  }
  return row.body ? decodeContent(row.body) : '';
}
