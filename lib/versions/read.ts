import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { findPriorKnowledge } from '@/lib/reads/read';
import { flushReads } from '@/lib/reads/flush-reads';
import { recordReads } from '@/lib/reads/record-reads';
import type { ReadKind } from '@/lib/reads/schema';

import {
  assertMayReadHistory,
  assertMaySeeGovernance,
  assertStoreExists,
  presentVersion,
  storeIsLive,
  versionColumns,
  versionNotFound,
  visibleToAgents,
} from './internal';
import type { VersionRow } from './internal';
import { fullViewLimit } from './schema';
import type { ListVersionsQuery, RetrieveVersionQuery, VersionResource, View } from './schema';

async function presentAll(
  query: Query,
  actor: Actor,
  rows: VersionRow[],
  withGovernance: boolean,
): Promise<VersionResource[]> {
  if (!withGovernance) return rows.map((row) => presentVersion(row));
  const knowledge = await findPriorKnowledge(
    query,
    actor.workspaceId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => presentVersion(row, knowledge.get(row.id) ?? null));
}

type ShownRow = VersionRow & { read_at?: bigint };

/** Only content that was really shown counts: a deleted or redacted version has none. */
function recordShown(actor: Actor, rows: ShownRow[], kind: ReadKind): void {
  const seen = rows
    .filter((row) => row.body)
    .map((row) => ({ memoryId: row.memory_id, memoryVersionId: row.id }));
  recordReads(actor, seen, kind, rows[0]?.read_at ?? 0n);
}

function selectVersions(view: View): string {
  return view === 'full'
    ? `SELECT ${versionColumns}, now_us() AS read_at, c.body FROM memory_version v LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id`
    : `SELECT ${versionColumns} FROM memory_version v`;
}

/** Needs `history:read`. Full view by default. */
export async function retrieveVersion(
  actor: Actor,
  storeId: string,
  versionId: string,
  query: RetrieveVersionQuery,
): Promise<VersionResource> {
  assertMayReadHistory(actor, storeId);
  assertMaySeeGovernance(actor, query.include);
  if (query.include) await flushReads();
  return readWorkspace(actor, async (run) => {
    const rows = await run<ShownRow>(
      `${selectVersions(query.view)}
       JOIN memory_store s ON s.workspace_id = v.workspace_id AND s.id = v.memory_store_id AND s.deleted_at IS NULL
       WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.id = $3 ${actor.isAgent ? `AND ${visibleToAgents}` : ''}`,
      [actor.workspaceId, storeId, versionId],
      `retrieve_version/${query.view}/${actor.isAgent}`,
    );
    const [row] = rows;
    if (!row) {
      await assertStoreExists(run, actor.workspaceId, storeId);
      throw versionNotFound(versionId);
    }
    recordShown(actor, [row], 'read');
    return (await presentAll(run, actor, [row], query.include === 'governance'))[0]!;
  });
}

type Position = { recordedAt: string; id: string };

const actorFilters = [
  ['session_id', 'session_actor'],
  ['api_key_id', 'api_actor'],
  ['service_account_id', 'service_account_actor'],
] as const;

function buildList(
  actor: Actor,
  storeId: string,
  query: ListVersionsQuery,
  position: Position | null,
  limit: number,
) {
  const values: unknown[] = [actor.workspaceId, storeId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['v.workspace_id = $1', 'v.memory_store_id = $2', storeIsLive];
  if (query.memory_id !== undefined) where.push(`v.memory_id = ${bind(query.memory_id)}`);
  if (query.operation !== undefined) where.push(`v.operation = ${bind(query.operation)}`);
  for (const [name, type] of actorFilters) {
    if (query[name] !== undefined)
      where.push(`v.actor_type = '${type}' AND v.actor_id = ${bind(query[name])}`);
  }
  if (query['created_at[gte]'] !== undefined)
    where.push(`v.recorded_at >= ${bind(query['created_at[gte]'])}`);
  if (query['created_at[lte]'] !== undefined)
    where.push(`v.recorded_at <= ${bind(query['created_at[lte]'])}`);
  if (position)
    where.push(`(v.recorded_at, v.id) < (${bind(position.recordedAt)}::bigint, ${bind(position.id)})`);
  if (actor.isAgent) where.push(visibleToAgents);
  const text = `${selectVersions(query.view)} WHERE ${where.join(' AND ')}
    ORDER BY v.recorded_at DESC, v.id DESC LIMIT ${bind(limit + 1)}`;
  return { text, values };
}

/** A page of versions, newest first. Needs `history:read`. Content in a full view counts as delivered. */
export async function listVersions(
  actor: Actor,
  storeId: string,
  query: ListVersionsQuery,
): Promise<{ data: VersionResource[]; next_page: string | null }> {
  assertMayReadHistory(actor, storeId);
  assertMaySeeGovernance(actor, query.include);
  const { limit: asked, page, view, include, ...filters } = query;
  const limit = view === 'full' ? Math.min(asked, fullViewLimit) : asked;
  const listing = [
    'memory_versions',
    actor.workspaceId,
    storeId,
    Object.entries(filters).map(String).toSorted(),
  ];
  const position = page === undefined ? null : (openCursor(page, listing) as Position);
  if (include) await flushReads();
  return readWorkspace(actor, async (run) => {
    const { text, values } = buildList(actor, storeId, query, position, limit);
    const rows = await run<ShownRow>(text, values);
    if (rows.length === 0) await assertStoreExists(run, actor.workspaceId, storeId);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    recordShown(actor, shown, 'delivered');
    return {
      data: await presentAll(run, actor, shown, include === 'governance'),
      next_page:
        last && rows.length > limit
          ? sealCursor({ recordedAt: String(last.recorded_at), id: last.id } satisfies Position, listing)
          : null,
    };
  });
}
