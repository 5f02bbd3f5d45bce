import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import type { Instant } from '@/lib/clock/instant';
import { readWorkspace, withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { archiveFormat, archiveVersion } from './archive';
import type { ArchiveLineText, ArchiveScope } from './archive';
import { assertMayImport, importNotFound, presentImport } from './internal';
import { presentMemoryLine, presentStoreLine, presentVersionLine } from './present-line';
import type { ArchivedVersionRow, MemoryRow, StoreRow } from './present-line';
import type { ImportItemResource, ImportResource, ListImportItemsQuery, ListImportsQuery } from './schema';

/** Small enough that nobody waits for a slice and that a slice of the largest contents is a few megabytes. */
const memoriesPerSlice = 256;
const versionsPerSlice = 256;

export type ArchiveSource = { actor: Actor; scope: ArchiveScope; storeIds: readonly string[]; asOf: Instant };

function readStore({ actor }: ArchiveSource, storeId: string): Promise<StoreRow | undefined> {
  return readWorkspace(actor, async (run) => {
    const rows = await run<StoreRow>(
      'SELECT * FROM memory_store WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL',
      [actor.workspaceId, storeId],
    );
    return rows[0];
  });
}

/** A memory as it was at the instant: where it was written since, its head is an earlier version, and so may be what is served. */
const memoriesOfStore = `
  SELECT m.id, m.memory_store_id, h.id AS head_version_id, m.created_at, m.archived_at, m.quarantined_at, m.restricted_at, m.locked_at,
    CASE WHEN m.served_version_id IS NULL OR h.id = m.head_version_id THEN m.served_version_id
      WHEN s.number < h.number THEN s.id ELSE h.id END AS served_version_id
  FROM memory m
    JOIN LATERAL (SELECT v.id, v.number FROM memory_version v
      WHERE v.workspace_id = m.workspace_id AND v.memory_id = m.id AND v.recorded_at <= $4 ORDER BY v.number DESC LIMIT 1) h ON true
    LEFT JOIN memory_version s ON s.workspace_id = m.workspace_id AND s.id = m.served_version_id
  WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.id > $3 ORDER BY m.id LIMIT ${memoriesPerSlice}`;

/** Chosen without their contents first, so that sorting never carries those. */
const versionsOfMemories = `
  SELECT v.*, c.body FROM (
    SELECT v.* FROM unnest($2::text[], $3::integer[]) AS wanted (id, after)
      JOIN LATERAL (SELECT v.* FROM memory_version v WHERE v.workspace_id = $1 AND v.memory_id = wanted.id AND v.number > wanted.after
        AND v.recorded_at <= $4 ORDER BY v.number LIMIT ${versionsPerSlice}) v ON true
      ORDER BY v.memory_id, v.number LIMIT ${versionsPerSlice}) v
    LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
  ORDER BY v.memory_id, v.number`;

type Position = { id: string; after: number };

async function readVersions(
  { actor, asOf }: ArchiveSource,
  wanted: readonly Position[],
): Promise<ArchivedVersionRow[]> {
  const ids = wanted.map(({ id }) => id);
  const after = wanted.map((position) => position.after);
  return readWorkspace(actor, (run) =>
    run<ArchivedVersionRow>(
      versionsOfMemories,
      [actor.workspaceId, ids, after, asOf],
      'versions_of_memories',
    ),
  );
}

async function* listMemoryLines(
  source: ArchiveSource,
  memories: readonly MemoryRow[],
): AsyncGenerator<ArchiveLineText> {
  const waiting = [...memories];
  let after = 0;
  let isOpen = false;
  while (waiting.length > 0) {
    const rows = await readVersions(
      source,
      waiting.map(({ id }, index) => ({ id, after: index === 0 ? after : 0 })),
    );
    for (const row of rows) {
      while (waiting[0] && waiting[0].id !== row.memory_id) {
        waiting.shift();
        isOpen = false;
      }
      if (!isOpen) yield presentMemoryLine(waiting[0]!);
      isOpen = true;
      after = row.number;
      yield presentVersionLine(row);
    }
    if (rows.length < versionsPerSlice) return;
  }
}

async function* listStoreLines(source: ArchiveSource, store: StoreRow): AsyncGenerator<ArchiveLineText> {
  const { actor, asOf } = source;
  yield presentStoreLine(store);
  let last = '';
  for (;;) {
    const values = [actor.workspaceId, store.id, last, asOf];
    const memories = await readWorkspace(actor, (run) =>
      run<MemoryRow>(memoriesOfStore, values, 'memories_of_store'),
    );
    yield* listMemoryLines(source, memories);
    if (memories.length < memoriesPerSlice) return;
    last = memories.at(-1)!.id;
  }
}

/**
 * Everything that an archive of the source says, line by line, without its end. Read in slices, each of its own transaction, so that
 * neither a slow client nor a large workspace holds anybody up: what was written after the instant is left out, memory by memory.
 */
export async function* listArchiveLines(source: ArchiveSource): AsyncGenerator<ArchiveLineText> {
  const { scope, asOf } = source;
  yield {
    kind: 'manifest',
    format: archiveFormat,
    version: archiveVersion,
    scope,
    as_of: formatInstant(asOf),
  };
  for (const storeId of source.storeIds) {
    const store = await readStore(source, storeId);
    if (store) yield* listStoreLines(source, store);
  }
}

const headsPerSlice = 64;

/** `heads` are ids of versions, a space between them, with `!` behind one whose memory's path has another one at it with .md. */
export type HeadsSource = { actor: Actor; heads: string };
type Head = { path: string; isNameTaken: boolean; at: Instant; body: Uint8Array };
type HeadRow = { id: string; path: string; at: Instant; body: Uint8Array };

const headsById = `
  SELECT v.id, v.path, coalesce(v.occurred_at, v.recorded_at) AS at, c.body FROM memory_version v
    JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
  WHERE v.workspace_id = $1 AND v.id = ANY($2::text[])`;

/** Whole ids from a place on, as many as are read at once. One long text takes far less than as many short ones. */
function sliceHeads(heads: string, from: number): { marked: string[]; next: number } {
  let next = from;
  for (let count = 0; count < headsPerSlice && next < heads.length; count += 1) {
    const space = heads.indexOf(' ', next);
    next = space === -1 ? heads.length : space + 1;
  }
  return { marked: heads.slice(from, next).trimEnd().split(' '), next };
}

/** The texts of these versions in this order, when it happened or else was recorded, read in slices; without those that are gone since. */
export async function* listHeads({ actor, heads }: HeadsSource): AsyncGenerator<Head> {
  for (let from = 0; from < heads.length;) {
    const { marked, next } = sliceHeads(heads, from);
    from = next;
    const ids = marked.map((each) => each.replace('!', ''));
    const rows = await readWorkspace(actor, (run) =>
      run<HeadRow>(headsById, [actor.workspaceId, ids], 'heads_by_id'),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const [index, id] of ids.entries()) {
      const row = byId.get(id);
      if (row) yield { ...row, isNameTaken: marked[index] !== id };
    }
  }
}

/** Needs `admin`. */
export async function retrieveImport(actor: Actor, importId: string): Promise<ImportResource> {
  assertMayImport(actor);
  const { workspaceId } = actor;
  const run = await withWorkspace(actor, (tx) =>
    tx.import.findFirst({ where: { workspaceId, id: importId } }),
  );
  if (!run) throw importNotFound(importId);
  return presentImport(run);
}

type RunPosition = { createdAt: string; id: string };

function before({ createdAt, id }: RunPosition) {
  const at = BigInt(createdAt);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

/** A page of imports, newest first. Needs `admin`. */
export async function listImports(
  actor: Actor,
  query: ListImportsQuery,
): Promise<{ data: ImportResource[]; next_page: string | null }> {
  assertMayImport(actor);
  const { workspaceId } = actor;
  const listing = ['imports', workspaceId];
  const position = query.page === undefined ? null : (openCursor(query.page, listing) as RunPosition);
  const rows = await withWorkspace(actor, (tx) =>
    tx.import.findMany({
      where: { workspaceId, ...(position && before(position)) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
    }),
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const next = last && ({ createdAt: String(last.createdAt), id: last.id } satisfies RunPosition);
  return {
    data: shown.map(presentImport),
    next_page: next && rows.length > query.limit ? sealCursor(next, listing) : null,
  };
}

/** A page of the memories that an import did not take, in the order of the archive. Needs `admin`. */
export async function listImportItems(
  actor: Actor,
  importId: string,
  query: ListImportItemsQuery,
): Promise<{ data: ImportItemResource[]; next_page: string | null }> {
  await retrieveImport(actor, importId);
  const { workspaceId } = actor;
  const listing = ['import_items', workspaceId, importId];
  const after = query.page === undefined ? 0 : (openCursor(query.page, listing) as number);
  const where = { workspaceId, importId, position: { gt: after } };
  const rows = await withWorkspace(actor, (tx) =>
    tx.importItem.findMany({ where, orderBy: { position: 'asc' }, take: query.limit + 1 }),
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ position, outcome, sourceMemoryId }) => ({
      type: 'import_item',
      position,
      outcome: outcome as ImportItemResource['outcome'],
      source_memory_id: sourceMemoryId,
    })),
    next_page: last && rows.length > query.limit ? sealCursor(last.position, listing) : null,
  };
}
