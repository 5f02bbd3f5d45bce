import 'server-only';

import { createHash } from 'node:crypto';

import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { encodeContent } from '@/lib/versions/content';
import type { VersionOperation } from '@/lib/versions/schema';

import { pathOfImported } from './imported-memory';
import type { ImportedMemory, ImportedVersion } from './imported-memory';
import { createOccupancy, pathsToLookUp } from './occupancy';
import type { Room, Taking } from './occupancy';

/** What became of one memory. `present`: an earlier, interrupted import of the same brought it already. */
export type ImportOutcome = Taking | 'present';
export type ImportedResult = { id: string; outcome: ImportOutcome };

type Slice = { workspaceId: string; storeId: string };

function operationOf(version: ImportedVersion, index: number): VersionOperation {
  if (version.operation) return version.operation;
  if (version.content === null) return 'deleted';
  return index === 0 ? 'created' : 'modified';
}

function measure(bytes: Uint8Array | null) {
  if (bytes === null) return { content_sha256: null, content_size_bytes: null };
  return {
    content_sha256: createHash('sha256').update(bytes).digest('hex'),
    content_size_bytes: bytes.byteLength,
  };
}

/** Instants go as text: JSON's numbers are not exact enough everywhere. */
const instant = (value: bigint | null | undefined) =>
  value === null || value === undefined ? null : String(value);

function toVersionRow(actor: Actor, version: ImportedVersion, index: number, bytes: Uint8Array | null) {
  const importedBy = version.importedBy ?? actor;
  return {
    id: version.id ?? newId('memver'),
    number: version.number ?? index + 1,
    operation: operationOf(version, index),
    path: version.path,
    actor_type: version.actor.type,
    actor_id: version.actor.id,
    trust_tier: version.trustTier,
    agent: version.agent,
    model: version.model,
    tool: version.tool ?? null,
    occurred_at: instant(version.occurredAt),
    recorded_at: instant(version.recordedAt),
    source_id: version.source?.id ?? null,
    external_id: version.source?.externalId ?? null,
    imported_by_type: importedBy.type,
    imported_by_id: importedBy.id,
    origin_kind: version.origin?.kind ?? null,
    origin_version_id: version.origin?.versionId ?? null,
    redacted_at: instant(version.redacted?.at),
    redacted_by_type: version.redacted?.by.type ?? null,
    redacted_by_id: version.redacted?.by.id ?? null,
    ...measure(bytes),
  };
}

function toRows(actor: Actor, memoryId: string, memory: ImportedMemory) {
  const texts = memory.versions.map(({ content }) => (content === null ? null : encodeContent(content)));
  const versions = memory.versions.map((version, index) => ({
    memory_id: memoryId,
    ...toVersionRow(actor, version, index, texts[index]!),
  }));
  const bodies = texts.flatMap((bytes, index) =>
    bytes === null ? [] : [{ id: versions[index]!.id, bytes }],
  );
  const head = versions.at(-1)!;
  const row = {
    id: memoryId,
    path: pathOfImported(memory),
    head_version_id: head.id,
    served_version_id: memory.servedVersionId === undefined ? head.id : memory.servedVersionId,
    version_number: head.number,
    content_sha256: head.content_sha256,
    content_size_bytes: head.content_size_bytes,
    created_at: instant(memory.createdAt ?? memory.versions[0]!.recordedAt),
    updated_at: head.recorded_at,
    archived_at: instant(memory.archivedAt),
    quarantined_at: instant(memory.quarantinedAt),
    restricted_at: instant(memory.restrictedAt),
    locked_at: instant(memory.lockedAt),
  };
  return { row, versions, bodies };
}

type Body = { id: string; bytes: Uint8Array };

/** The texts travel in one piece, as they are, with where each begins. */
async function insertContents(
  tx: WorkspaceTransaction,
  workspaceId: string,
  bodies: readonly Body[],
): Promise<void> {
  let end = 0;
  const places = bodies.map(({ id, bytes }) => {
    const start = end + 1;
    end += bytes.byteLength;
    return { id, start, size: bytes.byteLength };
  });
  const joined = Buffer.concat(bodies.map(({ bytes }) => bytes));
  await tx.$executeRaw`
    INSERT INTO memory_content (workspace_id, memory_version_id, body)
      SELECT ${workspaceId}, p.id, substring(${joined}::bytea FROM p.start FOR p.size)
      FROM json_to_recordset(${JSON.stringify(places)}::json) AS p (id text, start integer, size integer)`;
}

/** What is null is left out: most columns of most versions are. */
function toJson(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => (value === null ? undefined : value));
}

/** One statement a table and slice: the rows travel as one JSON text. */
async function insertRows(
  tx: WorkspaceTransaction,
  slice: Slice,
  rows: ReturnType<typeof toRows>[],
): Promise<void> {
  const { workspaceId, storeId } = slice;
  await tx.$executeRaw`
    INSERT INTO memory (workspace_id, id, memory_store_id, path, head_version_id, served_version_id, version_number, content_sha256,
        content_size_bytes, created_at, updated_at, archived_at, quarantined_at, restricted_at, locked_at)
      SELECT ${workspaceId}, id, ${storeId}, path, head_version_id, served_version_id, version_number, content_sha256,
        content_size_bytes, created_at, updated_at, archived_at, quarantined_at, restricted_at, locked_at
      FROM json_to_recordset(${toJson(rows.map((each) => each.row))}::json) AS r (id text, path text, head_version_id text,
        served_version_id text, version_number integer, content_sha256 text, content_size_bytes integer, created_at bigint,
        updated_at bigint, archived_at bigint, quarantined_at bigint, restricted_at bigint, locked_at bigint)`;
  await tx.$executeRaw`
    INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes,
        actor_type, actor_id, trust_tier, agent, model, tool, occurred_at, recorded_at, source_id, external_id, imported_by_type,
        imported_by_id, origin_kind, origin_version_id, redacted_at, redacted_by_type, redacted_by_id)
      SELECT ${workspaceId}, id, ${storeId}, memory_id, number, operation, path, content_sha256, content_size_bytes,
        actor_type, actor_id, trust_tier, agent, model, tool, occurred_at, recorded_at, source_id, external_id, imported_by_type,
        imported_by_id, origin_kind, origin_version_id, redacted_at, redacted_by_type, redacted_by_id
      FROM json_to_recordset(${toJson(rows.flatMap((each) => each.versions))}::json) AS r (id text, memory_id text, number integer, operation text, path text,
        content_sha256 text, content_size_bytes integer, actor_type text, actor_id text, trust_tier text, agent text, model text,
        tool text, occurred_at bigint, recorded_at bigint, source_id text, external_id text, imported_by_type text,
        imported_by_id text, origin_kind text, origin_version_id text, redacted_at bigint, redacted_by_type text, redacted_by_id text)`;
  await insertContents(
    tx,
    workspaceId,
    rows.flatMap((each) => each.bodies),
  );
}

async function findPresent(
  tx: WorkspaceTransaction,
  slice: Slice,
  memories: readonly ImportedMemory[],
): Promise<Set<string>> {
  const given = memories.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (given.length === 0) return new Set();
  const where = { workspaceId: slice.workspaceId, id: { in: given } };
  return new Set((await tx.memory.findMany({ where, select: { id: true } })).map(({ id }) => id));
}

/** Which of the slice's paths and folders are taken, and which paths are folders already. */
async function findOccupied(
  tx: WorkspaceTransaction,
  { workspaceId, storeId }: Slice,
  paths: readonly string[],
) {
  const wanted = JSON.stringify(pathsToLookUp(paths));
  const taken = await tx.$queryRaw<{ path: string }[]>`
    SELECT m.path FROM json_array_elements_text(${wanted}::json) AS w (path)
      JOIN memory m ON m.workspace_id = ${workspaceId} AND m.memory_store_id = ${storeId} AND m.path = w.path`;
  const folders = await tx.$queryRaw<{ path: string }[]>`
    SELECT w.path FROM json_array_elements_text(${JSON.stringify(paths)}::json) AS w (path)
      CROSS JOIN LATERAL (SELECT 1 FROM memory m WHERE m.workspace_id = ${workspaceId} AND m.memory_store_id = ${storeId}
        AND m.path >= w.path || '/' AND m.path < w.path || '0' ORDER BY m.path LIMIT 1) AS below`;
  return { taken: taken.map(({ path }) => path), folders: folders.map(({ path }) => path) };
}

/** What the limits leave. The sizes are added up only where there is a limit of bytes. */
async function findRoom(
  tx: WorkspaceTransaction,
  { workspaceId, storeId }: Slice,
  memoryCount: number,
): Promise<Room> {
  const { LIMIT_MEMORIES_PER_STORE: maxMemories, LIMIT_STORE_BYTES: maxBytes } = env();
  const memories = maxMemories - memoryCount;
  if (maxBytes === 0) return { memories, bytes: Number.POSITIVE_INFINITY };
  const [used] = await tx.$queryRaw<{ bytes: number }[]>`
    SELECT coalesce(sum(content_size_bytes), 0)::float8 AS bytes FROM memory
    WHERE workspace_id = ${workspaceId} AND memory_store_id = ${storeId} AND path IS NOT NULL`;
  return { memories, bytes: maxBytes - used!.bytes };
}

function sizeOf(memory: ImportedMemory): number {
  return encodeContent(memory.versions.at(-1)?.content ?? '').byteLength;
}

/**
 * The one way in for a history made elsewhere: writes a slice of memories (a few hundred at most) with their versions and contents, each
 * whole or not at all, and counts the live ones. Times and actors stay as they are, hashes are computed here. The caller has authorised,
 * holds the store's lock, and writes the audit entry. Returns one result a memory, in order.
 */
export async function writeImported(
  tx: WorkspaceTransaction,
  actor: Actor,
  storeId: string,
  memories: readonly ImportedMemory[],
): Promise<ImportedResult[]> {
  const slice = { workspaceId: actor.workspaceId, storeId };
  await tx.$queryRaw`SELECT 1 AS refreshed FROM refresh_statistics()`;
  const key = { workspaceId_id: { workspaceId: slice.workspaceId, id: storeId } };
  const store = await tx.memoryStore.findUniqueOrThrow({ where: key, select: { memoryCount: true } });
  const present = await findPresent(tx, slice, memories);
  const paths = memories.flatMap((memory) => pathOfImported(memory) ?? []);
  const occupied =
    store.memoryCount === 0 ? { taken: [], folders: [] } : await findOccupied(tx, slice, paths);
  const occupancy = createOccupancy({
    ...occupied,
    room: await findRoom(tx, slice, store.memoryCount),
  });
  const results = memories.map((memory): ImportedResult => {
    const id = memory.id ?? newId('mem');
    if (present.has(id)) return { id, outcome: 'present' };
    const path = pathOfImported(memory);
    return { id, outcome: path === null ? 'imported' : occupancy.take(path, sizeOf(memory)) };
  });
  const rows = memories.flatMap((memory, index) => {
    const { id, outcome } = results[index]!;
    return outcome === 'imported' ? [toRows(actor, id, memory)] : [];
  });
  if (rows.length === 0) return results;
  await insertRows(tx, slice, rows);
  const live = rows.filter(({ row }) => row.path !== null).length;
  await tx.memoryStore.update({ where: key, data: { memoryCount: { increment: live } } });
  return results;
}
