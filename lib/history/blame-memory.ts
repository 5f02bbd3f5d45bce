import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { assertMayRead, memoryNotFound } from '@/lib/memories/internal';
import type { MemoryTarget } from '@/lib/memories/target';
import { blameLines } from '@/lib/versions/blame';
import type { BlameVersion } from '@/lib/versions/blame';
import { decodeContent } from '@/lib/versions/content';
import {
  assertMayReadHistory,
  assertStoreExists,
  presentVersion,
  visibleToAgents,
} from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';

import type { BlameResource } from './schema';

/** Of a longer history the newest texts are compared; what was there before counts as a gap. */
const maxBytes = 96_000_000;
/** The server does other people's work too: lines that are not matched by then are marked approximate. */
const deadlineMs = 2000;

/** Stands for versions that retention removed: their numbers are missing. */
const removed: BlameVersion = { id: '', content: null };

type Row = VersionRow & { text: string | null; body: Uint8Array | null };

/** Of some fifty megabytes that go from the database to here, bytes take more than twice as long as text; which cannot hold U+0000. */
const contentAs = {
  text: `convert_from(t.body, 'UTF8') AS text, NULL AS body`,
  bytes: 'NULL AS text, t.body',
};
const untranslatable = '22021';

/** The versions that the caller may see, oldest first; contents as far back as fits. Empty when there is no such live memory. */
function listTexts(
  run: Query,
  { actor, target, as }: { actor: Actor; target: MemoryTarget; as: keyof typeof contentAs },
): Promise<Row[]> {
  return run<Row>(
    `WITH seen AS (
       SELECT v.*, sum(coalesce(v.content_size_bytes, 0)) OVER (ORDER BY v.number DESC) AS bytes_since FROM memory_version v
       JOIN memory m ON m.workspace_id = v.workspace_id AND m.id = v.memory_id AND m.path IS NOT NULL
       JOIN memory_store s ON s.workspace_id = v.workspace_id AND s.id = v.memory_store_id AND s.deleted_at IS NULL
       WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.memory_id = $3 ${actor.isAgent ? `AND ${visibleToAgents}` : ''})
     SELECT (t.seen).*, ${contentAs[as]} FROM (
       SELECT v AS seen, c.body FROM seen v
       LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id AND v.bytes_since <= $4
       ORDER BY v.number OFFSET 0) t`,
    [actor.workspaceId, target.storeId, target.memoryId, maxBytes],
  );
}

function contentOf({ text, body }: Row): string | null {
  return body ? decodeContent(body) : text;
}

function blameTexts(actor: Actor, target: MemoryTarget, as: keyof typeof contentAs): Promise<BlameResource> {
  return readWorkspace(actor, async (run) => {
    const rows = await listTexts(run, { actor, target, as });
    const head = rows.at(-1);
    if (!head) {
      await assertStoreExists(run, actor.workspaceId, target.storeId);
      throw memoryNotFound(target.memoryId);
    }
    const texts = rows.flatMap((row, index) => {
      const text = {
        id: row.id,
        content: contentOf(row),
        isDeletion: row.operation === 'deleted',
      };
      const isContinuous = row.number === (rows[index - 1]?.number ?? 0) + 1;
      return isContinuous ? [text] : [removed, text];
    });
    const deadline = performance.now() + deadlineMs;
    const blamed = blameLines(texts, { isOutOfTime: () => performance.now() > deadline });
    const named = new Set(blamed.map((line) => line.versionId));
    return {
      type: 'memory_blame',
      memory_id: head.memory_id,
      memory_version_id: head.id,
      lines: blamed.map(({ line, versionId, isApproximate }) => ({
        text: line,
        memory_version_id: versionId,
        is_approximate: isApproximate,
      })),
      versions: rows.filter((row) => named.has(row.id)).map((row) => presentVersion({ ...row, body: null })),
    };
  });
}

/** For each line of what the caller is shown, the version that introduced it, through renames and restores. Needs `memories:read` and `history:read`. */
export async function blameMemory(actor: Actor, target: MemoryTarget): Promise<BlameResource> {
  assertMayRead(actor, target.storeId);
  assertMayReadHistory(actor, target.storeId);
  try {
    return await blameTexts(actor, target, 'text');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === untranslatable)) throw error;
    return blameTexts(actor, target, 'bytes');
  }
}
