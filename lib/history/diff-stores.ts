import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { endOfPrefix } from '@/lib/memories/path';
import { decodeContent } from '@/lib/versions/content';
import { assertMayReadHistory, presentVersion, visibleToAgents } from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';

import { isBeforeGap, isCompleteAt } from './internal';
import type { ChangeKind, StoreRef, StoresDiffBody, StoresDiffResource } from './schema';
import { findStoreChanges } from './store-changes';
import type { Pair, StoreChange } from './store-changes';

/** Texts are loaded to recognise moves with small edits only where there are few enough to be worth it. */
const maxTextsForMoves = 500;

type Row = VersionRow & { sha256: string | null; text?: string };
type End = { storeId: string; at: bigint; isComplete: boolean };
type Ends = { from: End; to: End };

const isLive = (row: VersionRow) => row.operation !== 'deleted';

/** Of the given memories, or of all, the version that was newest at an instant. */
async function headsAt(run: Query, actor: Actor, side: End, memoryIds: string[] | null): Promise<Row[]> {
  const rows = await run<VersionRow & { is_unknown: boolean }>(
    `SELECT DISTINCT ON (v.memory_id) v.*, ${side.isComplete ? 'false' : isBeforeGap} AS is_unknown FROM memory_version v
     WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.recorded_at <= $3
       ${memoryIds ? 'AND v.memory_id = ANY ($4)' : ''} ${actor.isAgent ? `AND ${visibleToAgents}` : ''}
     ORDER BY v.memory_id, v.number DESC`,
    [actor.workspaceId, side.storeId, side.at, ...(memoryIds ? [memoryIds] : [])],
  );
  return rows
    .filter((row) => isLive(row) && !row.is_unknown)
    .map((row) => ({ ...row, sha256: row.content_sha256 }));
}

async function memoriesTouched(run: Query, actor: Actor, { from, to }: Ends): Promise<string[]> {
  const [early, late] = from.at < to.at ? [from.at, to.at] : [to.at, from.at];
  const rows = await run<{ memory_id: string }>(
    `SELECT DISTINCT v.memory_id FROM memory_version v
     WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.recorded_at > $3 AND v.recorded_at <= $4`,
    [actor.workspaceId, from.storeId, early, late],
  );
  return rows.map((row) => row.memory_id);
}

/** Memories of which a version is gone that may have been shown at the instant. */
async function memoriesUnknown(run: Query, actor: Actor, end: End, memoryIds: string[]): Promise<string[]> {
  if (end.isComplete) return [];
  const rows = await run<{ id: string }>(
    `SELECT m.id FROM memory m CROSS JOIN LATERAL (
       SELECT max(v.number) FILTER (WHERE v.recorded_at <= $2) AS before, min(v.number) FILTER (WHERE v.recorded_at > $2) AS after
       FROM memory_version v WHERE v.workspace_id = m.workspace_id AND v.memory_id = m.id) n
     WHERE m.workspace_id = $1 AND m.id = ANY ($3) AND m.created_at <= $2 AND n.after > coalesce(n.before, 0) + 1`,
    [actor.workspaceId, end.at, memoryIds],
  );
  return rows.map((row) => row.id);
}

/** One store at two instants: only what was written between them can differ, and a memory is known by its id. */
async function pairInstants(run: Query, actor: Actor, ends: Ends): Promise<Pair<Row>[]> {
  const touched = await memoriesTouched(run, actor, ends);
  const unknown = new Set([
    ...(await memoriesUnknown(run, actor, ends.from, touched)),
    ...(await memoriesUnknown(run, actor, ends.to, touched)),
  ]);
  const memoryIds = touched.filter((id) => !unknown.has(id));
  const before = new Map(
    (await headsAt(run, actor, ends.from, memoryIds)).map((row) => [row.memory_id, row]),
  );
  const after = new Map((await headsAt(run, actor, ends.to, memoryIds)).map((row) => [row.memory_id, row]));
  const pairs = memoryIds.map((id): Pair<Row> => ({
    from: before.get(id) ?? null,
    to: after.get(id) ?? null,
  }));
  // Written and deleted in between, or not to be seen.
  return pairs.filter(({ from, to }) => from !== null || to !== null);
}

/** Two stores: memories correspond by their path. */
async function pairStores(run: Query, actor: Actor, ends: Ends): Promise<Pair<Row>[]> {
  const before = await headsAt(run, actor, ends.from, null);
  const after = new Map((await headsAt(run, actor, ends.to, null)).map((row) => [row.path ?? row.id, row]));
  const pairs = before.map((from): Pair<Row> => {
    const to = after.get(from.path ?? from.id) ?? null;
    after.delete(from.path ?? from.id);
    return { from, to };
  });
  return [...pairs, ...[...after.values()].map((to) => ({ from: null, to }))];
}

async function loadTexts(run: Query, actor: Actor, pairs: readonly Pair<Row>[]): Promise<void> {
  const lonely = pairs.flatMap(({ from, to }) => (from && to ? [] : [from ?? to!]));
  if (lonely.length > maxTextsForMoves) return;
  const contents = await run<{ memory_version_id: string; body: Uint8Array }>(
    'SELECT memory_version_id, body FROM memory_content WHERE workspace_id = $1 AND memory_version_id = ANY ($2)',
    [actor.workspaceId, lonely.map((row) => row.id)],
  );
  const texts = new Map(
    contents.map(({ memory_version_id, body }) => [memory_version_id, decodeContent(body)]),
  );
  for (const row of lonely) {
    const text = texts.get(row.id);
    if (text !== undefined) row.text = text;
  }
}

function isBelow(prefix: string) {
  const end = endOfPrefix(prefix);
  const holds = (row: Row | null) =>
    row !== null && (row.path === null || (row.path >= prefix && row.path < end));
  return ({ from, to }: Pair<Row>) => prefix === '/' || holds(from) || holds(to);
}

function presentEnd({ storeId, at, isComplete }: End): StoresDiffResource['from'] {
  return { memory_store_id: storeId, at: formatInstant(at), is_complete: isComplete };
}

function countKinds(changes: readonly StoreChange<Row>[]): Record<ChangeKind, number> {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0, moved_and_changed: 0 };
  for (const { change } of changes) counts[change] += 1;
  return counts;
}

type Position = { offset: number; fromAt: string; toAt: string };

async function resolveEnds(
  run: Query,
  actor: Actor,
  body: StoresDiffBody,
  position: Position | null,
): Promise<Ends> {
  const [clock] = await run<{ now: bigint }>('SELECT now_us() AS now');
  const now = BigInt(clock!.now);
  const resolve = async ({ memory_store_id: storeId, at: wanted = now }: StoreRef, fixed?: string) => {
    const at = fixed === undefined ? wanted : BigInt(fixed);
    return { storeId, at, isComplete: await isCompleteAt(run, actor.workspaceId, { storeId, at }) };
  };
  return {
    from: await resolve(body.from, position?.fromAt),
    to: await resolve(body.to, position?.toAt),
  };
}

/**
 * What changed between a store at two instants, or between two stores: a page of changes by path, with counts of all, without texts.
 * A memory that moved is one change; between two ids a move is recognised by equal or similar text. Needs `history:read`.
 */
export async function diffStores(actor: Actor, body: StoresDiffBody): Promise<StoresDiffResource> {
  assertMayReadHistory(actor, body.from.memory_store_id);
  assertMayReadHistory(actor, body.to.memory_store_id);
  const { limit, page, path_prefix: prefix } = body;
  const listing = [
    'memory_diffs',
    actor.workspaceId,
    body.from.memory_store_id,
    body.to.memory_store_id,
    prefix,
  ];
  const position = page === undefined ? null : (openCursor(page, listing) as Position);
  return readWorkspace(actor, async (run) => {
    const ends = await resolveEnds(run, actor, body, position);
    const isOneStore = ends.from.storeId === ends.to.storeId;
    const all = isOneStore ? await pairInstants(run, actor, ends) : await pairStores(run, actor, ends);
    const pairs = all.filter(isBelow(prefix));
    await loadTexts(run, actor, pairs);
    const changes = findStoreChanges(pairs);
    const offset = position?.offset ?? 0;
    const next: Position = { offset: offset + limit, fromAt: String(ends.from.at), toAt: String(ends.to.at) };
    return {
      type: 'memory_store_diff',
      from: presentEnd(ends.from),
      to: presentEnd(ends.to),
      counts: countKinds(changes),
      data: changes.slice(offset, offset + limit).map(({ change, from, to }) => ({
        change,
        from: from && presentVersion(from),
        to: to && presentVersion(to),
      })),
      next_page: changes.length > next.offset ? sealCursor(next, listing) : null,
    };
  });
}
