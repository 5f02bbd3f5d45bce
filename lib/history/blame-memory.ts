import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { assertMayRead, memoryNotFound } from '@/lib/memories/internal';
import type { MemoryTarget } from '@/lib/memories/target';
import { startBlame } from '@/lib/versions/blame';
import type { BlamedLine, BlameVersion } from '@/lib/versions/blame';
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
const sliceBytes = 4_000_000;
/** The server does other people's work too: lines that are not matched by then are marked approximate. */
const limitMs = 2000;

/** Stands for versions that retention removed: their numbers are missing. */
const removed: BlameVersion = { id: '', content: null };

type Row = VersionRow & { bytes_since: bigint | number };
type ContentRow = { id: string; text: string | null; body: Uint8Array | null };

/** Of some fifty megabytes that go from the database to here, bytes take more than twice as long as text; which cannot hold U+0000. */
const contentAs = {
  text: `convert_from(c.body, 'UTF8') AS text, NULL AS body`,
  bytes: 'NULL AS text, c.body',
};
const untranslatable = '22021';

/** The versions that the caller may see, oldest first. Empty when there is no such live memory. */
function listVersions(run: Query, actor: Actor, target: MemoryTarget): Promise<Row[]> {
  return run<Row>(
    `SELECT v.*, sum(coalesce(v.content_size_bytes, 0)) OVER (ORDER BY v.number DESC)::bigint AS bytes_since FROM memory_version v
     JOIN memory m ON m.workspace_id = v.workspace_id AND m.id = v.memory_id AND m.path IS NOT NULL
     JOIN memory_store s ON s.workspace_id = v.workspace_id AND s.id = v.memory_store_id AND s.deleted_at IS NULL
     WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.memory_id = $3 ${actor.isAgent ? `AND ${visibleToAgents}` : ''}
     ORDER BY v.number`,
    [actor.workspaceId, target.storeId, target.memoryId],
  );
}

/** Neighbours of some megabytes together: the database looks for the next ones while these are compared. */
function inSlices(rows: readonly Row[]): Row[][] {
  const slices: Row[][] = [];
  let bytes = sliceBytes;
  for (const row of rows) {
    if (bytes >= sliceBytes) {
      slices.push([]);
      bytes = 0;
    }
    slices.at(-1)!.push(row);
    bytes += row.content_size_bytes ?? 0;
  }
  return slices;
}

type Contents = Map<string, ContentRow>;

async function readContents(
  run: Query,
  { actor, rows, as }: { actor: Actor; rows: readonly Row[]; as: keyof typeof contentAs },
): Promise<Contents> {
  const ids = rows.filter((row) => Number(row.bytes_since) <= maxBytes).map((row) => row.id);
  const found = await run<ContentRow>(
    `SELECT c.memory_version_id AS id, ${contentAs[as]} FROM memory_content c
     WHERE c.workspace_id = $1 AND c.memory_version_id = ANY($2)`,
    [actor.workspaceId, ids],
  );
  return new Map(found.map((row) => [row.id, row]));
}

function contentOf({ text, body }: ContentRow): string | null {
  return body ? decodeContent(body) : text;
}

async function compareAll(
  rows: readonly Row[],
  read: (slice: readonly Row[]) => Promise<Contents>,
): Promise<BlamedLine[]> {
  // What comparing takes, and not what is waited for: that is the database's work.
  let spentMs = 0;
  let startedAt = 0;
  const blame = startBlame({ isOutOfTime: () => spentMs + performance.now() - startedAt > limitMs });
  const slices = inSlices(rows);
  let coming = read(slices[0] ?? []);
  let number = 0;
  for (const [index, slice] of slices.entries()) {
    const contents = await coming;
    coming = read(slices[index + 1] ?? []);
    startedAt = performance.now();
    for (const row of slice) {
      if (row.number !== number + 1) blame.add(removed);
      number = row.number;
      const content = contents.get(row.id);
      blame.add({
        id: row.id,
        content: content ? contentOf(content) : null,
        isDeletion: row.operation === 'deleted',
      });
    }
    spentMs += performance.now() - startedAt;
  }
  await coming;
  return blame.finish();
}

function blameTexts(actor: Actor, target: MemoryTarget, as: keyof typeof contentAs): Promise<BlameResource> {
  return readWorkspace(actor, async (run) => {
    const rows = await listVersions(run, actor, target);
    const head = rows.at(-1);
    if (!head) {
      await assertStoreExists(run, actor.workspaceId, target.storeId);
      throw memoryNotFound(target.memoryId);
    }
    const blamed = await compareAll(rows, (slice) => readContents(run, { actor, rows: slice, as }));
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
