import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { endOfPrefix } from '@/lib/memories/path';
import { assertMayReadHistory, presentVersion, storeIsLive, visibleToAgents } from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';
import { fullViewLimit } from '@/lib/versions/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { isBeforeGap, isCompleteAt } from './internal';
import type { AsOfQuery } from './schema';

/** A redacted head has no path any more: it sorts in front, by the memory's id. */
type Position = { path: string; memoryId: string };

type Listed = { storeId: string; query: AsOfQuery; position: Position | null; limit: number };

function buildQuery(actor: Actor, { storeId, query, position, limit }: Listed, isComplete: boolean) {
  const isFull = query.view === 'full';
  const values: unknown[] = [
    actor.workspaceId,
    storeId,
    query.at,
    query.path_prefix,
    endOfPrefix(query.path_prefix),
  ];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const memory = query.memory_id === undefined ? '' : `AND v.memory_id = ${bind(query.memory_id)}`;
  const after = position
    ? `AND (coalesce(v.path, ''), v.memory_id) > (${bind(position.path)}, ${bind(position.memoryId)})`
    : '';
  const text = `
    WITH head AS (
      SELECT DISTINCT ON (v.memory_id) v.* FROM memory_version v
      WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.recorded_at <= $3 ${memory} AND ${storeIsLive}
      ORDER BY v.memory_id, v.number DESC)
    SELECT v.* ${isFull ? ', c.body' : ''} FROM head v
    ${isFull ? 'LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id' : ''}
    WHERE v.operation <> 'deleted' AND (v.path IS NULL OR (v.path >= $4 AND v.path < $5)) ${after}
      ${isComplete ? '' : `AND NOT ${isBeforeGap}`} ${actor.isAgent ? `AND ${visibleToAgents}` : ''}
    ORDER BY coalesce(v.path, ''), v.memory_id LIMIT ${bind(limit + 1)}`;
  return { text, values };
}

/**
 * A page of a store as it was at an instant, by path: the versions that were heads then, with who wrote them. Needs `history:read`.
 * What was redacted since is a gap, not its text; a memory whose version of then was removed by retention is left out, and the list says
 * that it may not be complete.
 */
export async function listAsOf(
  actor: Actor,
  storeId: string,
  query: AsOfQuery,
): Promise<{ data: VersionResource[]; next_page: string | null; is_complete: boolean }> {
  assertMayReadHistory(actor, storeId);
  const limit = query.view === 'full' ? Math.min(query.limit, fullViewLimit) : query.limit;
  const listing = ['as_of', actor.workspaceId, storeId, String(query.at), query.path_prefix, query.memory_id];
  const position = query.page === undefined ? null : (openCursor(query.page, listing) as Position);
  return readWorkspace(actor, async (run) => {
    const isComplete = await isCompleteAt(run, actor.workspaceId, { storeId, at: query.at });
    const { text, values } = buildQuery(actor, { storeId, query, position, limit }, isComplete);
    const rows = await run<VersionRow>(text, values);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next: Position | null =
      last && rows.length > limit ? { path: last.path ?? '', memoryId: last.memory_id } : null;
    return {
      data: shown.map((row) => presentVersion(row)),
      next_page: next && sealCursor(next, listing),
      is_complete: isComplete,
    };
  });
}
