import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { flushReads } from '@/lib/reads/flush-reads';
import { findPriorKnowledge } from '@/lib/reads/read';
import { presentVersion } from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';
import { canReadHistory, canSeeGovernance } from '@/lib/versions/policy';
import type { VersionResource } from '@/lib/versions/schema';

import type { WritesQuery } from './timeline';

type Place = { recordedAt: string; id: string };

/** Store by store along the index of times, each as far as the page goes. */
function buildList(actor: Actor, query: WritesQuery, after: Place | null) {
  const values: unknown[] = [actor.workspaceId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['v.workspace_id = $1', 'v.memory_store_id = s.id'];
  const { operation, actor_type: actorType } = query;
  const { 'created_at[gte]': from, 'created_at[lte]': until } = query;
  if (operation !== undefined) where.push(`v.operation = ${bind(operation)}`);
  if (actorType !== undefined) where.push(`v.actor_type = ${bind(actorType)}`);
  if (from !== undefined) where.push(`v.recorded_at >= ${bind(from)}`);
  if (until !== undefined) where.push(`v.recorded_at <= ${bind(until)}`);
  if (after) where.push(`(v.recorded_at, v.id) < (${bind(after.recordedAt)}::bigint, ${bind(after.id)})`);
  const newestFirst = `ORDER BY v.recorded_at DESC, v.id DESC LIMIT ${bind(query.limit + 1)}`;
  const text = `SELECT v.* FROM memory_store s, LATERAL (
      SELECT v.* FROM memory_version v WHERE ${where.join(' AND ')} ${newestFirst}
    ) AS v
    WHERE s.workspace_id = $1 AND s.deleted_at IS NULL ${newestFirst}`;
  return { text, values };
}

/**
 * A page of the versions of all stores with their governance, newest first. For people and operator keys; needs `history:read`. Without
 * content, so it counts as no read.
 */
export async function listWrites(
  actor: Actor,
  query: WritesQuery,
): Promise<{ data: VersionResource[]; next_page: string | null }> {
  if (!canReadHistory(actor)) throw forbidden('reading versions needs the scope history:read');
  if (!canSeeGovernance(actor)) throw forbidden('the writes of all stores are for people and operator keys');
  const { limit, page, ...filters } = query;
  const listing = ['memory_versions', actor.workspaceId, Object.entries(filters).map(String).toSorted()];
  const after = page === undefined ? null : (openCursor(page, listing) as Place);
  await flushReads();
  return readWorkspace(actor, async (run) => {
    const { text, values } = buildList(actor, query, after);
    const rows = await run<VersionRow>(text, values);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const ids = shown.map((row) => row.id);
    const knowledge = await findPriorKnowledge(run, actor.workspaceId, ids);
    return {
      data: shown.map((row) => presentVersion(row, knowledge.get(row.id) ?? null)),
      next_page: last
        ? sealCursor({ recordedAt: String(last.recorded_at), id: last.id } satisfies Place, listing)
        : null,
    };
  });
}
