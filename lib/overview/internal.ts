import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';
import { findPriorKnowledge } from '@/lib/reads/read';

import { canSeePaths } from './policy';
import { destroyingOperations, usualDays, usualShare } from './schema';
import type { BoundedCount, ChangesQuery, DestructiveChange } from './schema';

/** Of more than these the newest are looked at: nobody goes through so many. */
const maxLooked = 10_000;
const dayUs = 86_400_000_000n;

const inState = { open: 'd.settled_at IS NULL', settled: 'd.settled_at IS NOT NULL', all: 'true' };

type Filters = Omit<ChangesQuery, 'limit' | 'page'>;
export type Place = { share: number; bytes: number; id: string };
type Row = {
  memory_version_id: string;
  previous_version_id: string;
  memory_id: string;
  memory_store_id: string;
  operation: DestructiveChange['operation'];
  lost_share: number;
  lost_bytes: number;
  recorded_at: bigint;
  settled_at: bigint | null;
  store_name: string | null;
  path: string | null;
  size_before: number | null;
  size_after: number | null;
  actor_type: string;
  actor_id: string;
};

/** The newest of them, along an index that has all that is looked at. */
function selectNewest(filters: Filters): string {
  const ofKind = filters.operation ? 'd.operation = $2' : 'd.operation = ANY ($2)';
  return `SELECT d.memory_version_id, d.lost_share, d.lost_bytes FROM destructive_change d
    WHERE d.workspace_id = $1 AND ${ofKind} AND d.recorded_at > (SELECT now_us()) - $3 AND d.lost_share >= $4 AND ${inState[filters.state]}
    ORDER BY d.recorded_at DESC LIMIT ${maxLooked + 1}`;
}

function valuesOf(actor: Actor, filters: Filters): unknown[] {
  const windowUs = BigInt(Math.round(filters.within_days * Number(dayUs)));
  return [actor.workspaceId, filters.operation ?? destroyingOperations, windowUs, filters.min_share];
}

/** The page is cut before anything is looked up for it; `found` is in the page's order. */
function buildPage(filters: Filters, after: Place | null): string {
  const behind = after
    ? 'WHERE (n.lost_share, n.lost_bytes, n.memory_version_id) < ($6::float8, $7::int, $8)'
    : '';
  return `
    WITH newest AS MATERIALIZED (${selectNewest(filters)}),
    found AS MATERIALIZED (
      SELECT n.memory_version_id FROM newest n ${behind} ORDER BY n.lost_share DESC, n.lost_bytes DESC, n.memory_version_id DESC LIMIT $5
    )
    SELECT d.*, s.name AS store_name, coalesce(v.path, p.path) AS path, p.content_size_bytes AS size_before, v.content_size_bytes AS size_after,
      v.actor_type, v.actor_id
    FROM found f
      JOIN destructive_change d ON d.workspace_id = $1 AND d.memory_version_id = f.memory_version_id
      JOIN memory_version v ON v.workspace_id = $1 AND v.id = d.memory_version_id
      LEFT JOIN memory_version p ON p.workspace_id = $1 AND p.id = d.previous_version_id
      LEFT JOIN memory_store s ON s.workspace_id = $1 AND s.id = d.memory_store_id AND s.deleted_at IS NULL
    ORDER BY d.lost_share DESC, d.lost_bytes DESC, d.memory_version_id DESC`;
}

async function present(query: Query, actor: Actor, rows: readonly Row[]): Promise<DestructiveChange[]> {
  const ids = rows.map((row) => row.memory_version_id);
  const knowledge = await findPriorKnowledge(query, actor.workspaceId, ids);
  return rows.flatMap((row) => {
    // Of a store that is being purged nothing is left to be seen.
    if (row.store_name === null) return [];
    return {
      type: 'destructive_change',
      memory_version_id: row.memory_version_id,
      previous_version_id: row.previous_version_id,
      memory_id: row.memory_id,
      memory_store_id: row.memory_store_id,
      memory_store_name: row.store_name,
      operation: row.operation,
      path: canSeePaths(actor) ? row.path : null,
      lost_share: row.lost_share,
      lost_bytes: row.lost_bytes,
      size_before_bytes: row.size_before,
      size_after_bytes: row.size_after,
      created_at: formatInstant(row.recorded_at),
      created_by: presentActor(row.actor_type, row.actor_id),
      prior_knowledge: knowledge.get(row.memory_version_id) ?? null,
      settled_at: formatOptionalInstant(row.settled_at),
    } satisfies DestructiveChange;
  });
}

type Page = { data: DestructiveChange[]; next: Place | null };

/** Up to `limit` changes behind a place, those that took most of their text first. The caller has authorised. */
export async function findChanges(
  query: Query,
  actor: Actor,
  { filters, after, limit }: { filters: Filters; after: Place | null; limit: number },
): Promise<Page> {
  const place = after ? [after.share, after.bytes, after.id] : [];
  const values = [...valuesOf(actor, filters), limit + 1, ...place];
  const rows = await query<Row>(buildPage(filters, after), values);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: await present(query, actor, shown),
    next: last ? { share: last.lost_share, bytes: last.lost_bytes, id: last.memory_version_id } : null,
  };
}

/** How many of one kind are open in the usual window. The caller has authorised. */
export async function countChanges(
  query: Query,
  actor: Actor,
  operation: DestructiveChange['operation'],
): Promise<BoundedCount> {
  const filters = { operation, state: 'open', min_share: usualShare, within_days: usualDays } as const;
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${selectNewest(filters)}) AS newest`,
    valuesOf(actor, filters),
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, maxLooked), is_exact: count <= maxLooked };
}
