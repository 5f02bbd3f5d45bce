import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Copy, Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { assertMayRead, memoryNotFound } from '@/lib/memories/internal';
import type { MemoryTarget } from '@/lib/memories/target';
import { startBlame } from '@/lib/versions/blame';
import type { BlamedLine, BlameVersion } from '@/lib/versions/blame';
import { decodeContent } from '@/lib/versions/content';
import { createByteLineTable } from '@/lib/versions/byte-lines';
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
const removed: BlameVersion<Uint8Array> = { id: '', content: null };

type Row = VersionRow & { bytes_since: bigint | number };
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

type Contents = Map<string, Uint8Array | null>;

/** Some fifty megabytes go from the database to here. */
async function readContents(copy: Copy, actor: Actor, rows: readonly Row[]): Promise<Contents> {
  const ids = rows.filter((row) => Number(row.bytes_since) <= maxBytes).map((row) => row.id);
  if (ids.length === 0) return new Map();
  const found = await copy(
    'SELECT c.memory_version_id, c.body FROM memory_content c WHERE c.workspace_id = $1 AND c.memory_version_id = ANY ($2)',
    [actor.workspaceId, ids],
  );
  return new Map(found.map(([id, body]) => [decodeContent(id ?? new Uint8Array()), body ?? null]));
}

async function compareAll(
  rows: readonly Row[],
  read: (slice: readonly Row[]) => Promise<Contents>,
): Promise<BlamedLine[]> {
  // What comparing takes, and not what is waited for: that is the database's work.
  let spentMs = 0;
  let startedAt = 0;
  const blame = startBlame(createByteLineTable(), {
    isOutOfTime: () => spentMs + performance.now() - startedAt > limitMs,
  });
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
      blame.add({
        id: row.id,
        content: contents.get(row.id) ?? null,
        isDeletion: row.operation === 'deleted',
      });
    }
    spentMs += performance.now() - startedAt;
  }
  await coming;
  return blame.finish();
}

/** For each line of what the caller is shown, the version that introduced it, through renames and restores. Needs `memories:read` and `history:read`. */
export async function blameMemory(actor: Actor, target: MemoryTarget): Promise<BlameResource> {
  assertMayRead(actor, target.storeId);
  assertMayReadHistory(actor, target.storeId);
  return readWorkspace(actor, async (run, copy) => {
    const rows = await listVersions(run, actor, target);
    const head = rows.at(-1);
    if (!head) {
      await assertStoreExists(run, actor.workspaceId, target.storeId);
      throw memoryNotFound(target.memoryId);
    }
    const blamed = await compareAll(rows, (slice) => readContents(copy, actor, slice));
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
