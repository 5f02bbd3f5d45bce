import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { newId } from '@/lib/db/ids';
import { env } from '@/lib/env';

import { pathOfImported } from './imported-memory';
import type { ImportedMemory } from './imported-memory';
import { createOccupancy, pathsToLookUp } from './occupancy';
import type { Room, Taking } from './occupancy';
import { toImportedRows } from './to-imported-rows';
import type { ImportedRows, Slice } from './to-imported-rows';

/** What became of one memory. `present`: an earlier, interrupted import of the same brought it already. */
export type ImportOutcome = Taking | 'present';
export type ImportedResult = { id: string; outcome: ImportOutcome };

type Body = { id: string; bytes: Uint8Array };
type Row = Record<string, string | number | null>;

function pick(row: Row, names: readonly string[]): Row {
  const picked: Row = {};
  for (const name of names) if (row[name] !== null) picked[name] = row[name]!;
  return picked;
}

/** What all rows have alike travels once, and what is null not at all: most columns of most rows are one or the other. */
function toJson(rows: readonly Row[]): { common: string; rows: string } {
  const [first = {}] = rows;
  const names = Object.keys(first);
  const alike = new Set(names.filter((name) => rows.every((row) => row[name] === first[name])));
  const others = names.filter((name) => !alike.has(name));
  return {
    common: JSON.stringify(pick(first, [...alike])),
    rows: JSON.stringify(rows.map((row) => pick(row, others))),
  };
}

/** One statement a table and slice: the rows travel as JSON. */
async function insertRows(query: Query, table: string, columns: string, rows: readonly Row[]): Promise<void> {
  const { common, rows: each } = toJson(rows);
  await query(
    `INSERT INTO ${table} (${columns})
     SELECT ${columns} FROM json_populate_recordset(json_populate_record(NULL::${table}, $1::json), $2::json)`,
    [common, each],
    `import/${table}`,
  );
}

/** The texts travel in one piece, as they are, with where each begins. */
async function insertContents(query: Query, workspaceId: string, bodies: readonly Body[]): Promise<void> {
  let end = 0;
  const places = bodies.map(({ id, bytes }) => {
    const start = end + 1;
    end += bytes.byteLength;
    return { id, start, size: bytes.byteLength };
  });
  await query(
    `INSERT INTO memory_content (workspace_id, memory_version_id, body)
     SELECT $1, p.id, substring($2::bytea FROM p.start FOR p.size)
     FROM unnest($3::text[], $4::integer[], $5::integer[]) AS p (id, start, size)`,
    [
      workspaceId,
      Buffer.concat(bodies.map(({ bytes }) => bytes)),
      places.map(({ id }) => id),
      places.map(({ start }) => start),
      places.map(({ size }) => size),
    ],
    'import/memory_content',
  );
}

const memoryColumns = `workspace_id, id, memory_store_id, path, head_version_id, served_version_id, version_number, content_sha256,
  content_size_bytes, created_at, updated_at, archived_at, quarantined_at, restricted_at, locked_at`;
const versionColumns = `workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes,
  actor_type, actor_id, trust_tier, agent, model, tool, occurred_at, recorded_at, source_id, external_id, imported_by_type,
  imported_by_id, origin_kind, origin_version_id, redacted_at, redacted_by_type, redacted_by_id`;

async function insertAll(query: Query, slice: Slice, made: readonly ImportedRows[]): Promise<void> {
  const memories = made.map(({ row }) => row);
  const versions = made.flatMap((each) => each.versions);
  await insertRows(query, 'memory', memoryColumns, memories);
  await insertRows(query, 'memory_version', versionColumns, versions);
  await insertContents(
    query,
    slice.workspaceId,
    made.flatMap((each) => each.bodies),
  );
}

async function findPresent(
  query: Query,
  { workspaceId }: Slice,
  memories: readonly ImportedMemory[],
): Promise<Set<string>> {
  const given = memories.flatMap(({ id }) => id ?? []);
  if (given.length === 0) return new Set();
  const found = await query<{ id: string }>(
    'SELECT m.id FROM memory m WHERE m.workspace_id = $1 AND m.id = ANY ($2::text[])',
    [workspaceId, given],
    'import/present',
  );
  return new Set(found.map(({ id }) => id));
}

/** Which of the slice's paths and folders are taken, and which paths are folders already. */
async function findOccupied(query: Query, { workspaceId, storeId }: Slice, paths: readonly string[]) {
  const taken = await query<{ path: string }>(
    `SELECT m.path FROM unnest($3::text[]) AS w (path)
       JOIN memory m ON m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path = w.path`,
    [workspaceId, storeId, pathsToLookUp(paths)],
    'import/taken',
  );
  const folders = await query<{ path: string }>(
    `SELECT w.path FROM unnest($3::text[]) AS w (path)
       CROSS JOIN LATERAL (SELECT 1 FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = $2
         AND m.path >= w.path || '/' AND m.path < w.path || '0' ORDER BY m.path LIMIT 1) AS below`,
    [workspaceId, storeId, paths],
    'import/folders',
  );
  return { taken: taken.map(({ path }) => path), folders: folders.map(({ path }) => path) };
}

/** What the limits leave. The sizes are added up only where there is a limit of bytes. */
async function findRoom(query: Query, { workspaceId, storeId }: Slice, memoryCount: number): Promise<Room> {
  const { LIMIT_MEMORIES_PER_STORE: maxMemories, LIMIT_STORE_BYTES: maxBytes } = env();
  const memories = maxMemories - memoryCount;
  if (maxBytes === 0) return { memories, bytes: Number.POSITIVE_INFINITY };
  const [used] = await query<{ bytes: number }>(
    `SELECT coalesce(sum(content_size_bytes), 0)::float8 AS bytes FROM memory
     WHERE workspace_id = $1 AND memory_store_id = $2 AND path IS NOT NULL`,
    [workspaceId, storeId],
  );
  return { memories, bytes: maxBytes - used!.bytes };
}

/**
 * The one way in for a history made elsewhere: writes a slice of memories (a few hundred at most) with their versions and contents, each
 * whole or not at all, and counts the live ones. Times and actors stay as they are, hashes are computed here. The caller has authorised,
 * holds the store's lock, and writes the audit entry. Returns one result a memory, in order.
 */
export async function writeImported(
  query: Query,
  actor: Actor,
  storeId: string,
  memories: readonly ImportedMemory[],
): Promise<ImportedResult[]> {
  const slice = { workspaceId: actor.workspaceId, storeId };
  await query('SELECT 1 AS refreshed FROM refresh_statistics()', [], 'refresh_statistics');
  const [store] = await query<{ memory_count: number }>(
    'SELECT memory_count FROM memory_store WHERE workspace_id = $1 AND id = $2',
    [slice.workspaceId, storeId],
    'import/count',
  );
  const memoryCount = store!.memory_count;
  const present = await findPresent(query, slice, memories);
  const paths = memories.flatMap((memory) => pathOfImported(memory) ?? []);
  const occupied = memoryCount === 0 ? { taken: [], folders: [] } : await findOccupied(query, slice, paths);
  const occupancy = createOccupancy({
    ...occupied,
    room: await findRoom(query, slice, memoryCount),
  });
  const rows: ImportedRows[] = [];
  const results = memories.map((memory): ImportedResult => {
    const id = memory.id ?? newId('mem');
    if (present.has(id)) return { id, outcome: 'present' };
    const path = pathOfImported(memory);
    const made = toImportedRows({ ...slice, actor, memoryId: id }, memory);
    const outcome = path === null ? 'imported' : occupancy.take(path, made.row.content_size_bytes ?? 0);
    if (outcome === 'imported') rows.push(made);
    return { id, outcome };
  });
  if (rows.length === 0) return results;
  await insertAll(query, slice, rows);
  const live = rows.filter(({ row }) => row.path !== null).length;
  await query(
    'UPDATE memory_store SET memory_count = memory_count + $3 WHERE workspace_id = $1 AND id = $2',
    [slice.workspaceId, storeId, live],
    'import/counted',
  );
  return results;
}
