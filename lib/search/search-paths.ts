import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { holdsInAnyCase } from '@/lib/db/any-case';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { presentMemories, selectMemoriesAt } from '@/lib/memories/internal';
import type { MemoryRow } from '@/lib/memories/internal';
import { endOfPrefix } from '@/lib/memories/path';
import { flushReads } from '@/lib/reads/flush-reads';
import { storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';
import { assertStoreExists } from '@/lib/versions/internal';

import { inState } from './internal';
import { canSearch, canSearchByState } from './policy';
import type { FoundPaths, SearchPathsBody } from './schema';

type Place = { memory_store_id: string; path: string };

/** Store by store along the index of paths: without a state to look at, nothing but that index is read. */
function buildSearch(actor: Actor, body: SearchPathsBody, position: Place | null) {
  const { path_prefix: prefix, memory_store_ids: asked } = body;
  const storeIds = asked ?? (actor.attachments ? [...actor.attachments.keys()] : null);
  const values: unknown[] = [
    actor.workspaceId,
    prefix,
    endOfPrefix(prefix),
    position?.memory_store_id ?? '',
    position?.path ?? '',
    storeIds,
    body.limit + 1,
  ];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const text = `
    SELECT s.id AS memory_store_id, found.path
    FROM memory_store s, LATERAL (
      SELECT m.path FROM memory m
      WHERE m.workspace_id = $1 AND m.memory_store_id = s.id AND m.path >= $2 AND m.path < $3
        AND m.path > (CASE WHEN s.id = $4 THEN $5 ELSE '' END) COLLATE "C"
        AND ${holdsInAnyCase('m.path', body.query, bind)} AND ${inState[actor.isAgent ? 'served' : body.state]}
      ORDER BY m.path LIMIT $7
    ) AS found
    WHERE s.workspace_id = $1 AND s.deleted_at IS NULL AND s.id >= $4 AND ($6::text[] IS NULL OR s.id = ANY ($6))
    ORDER BY s.id, found.path LIMIT $7`;
  return { text, values };
}

/** In the given order; what moved or went away in this moment is left out. */
async function loadMemories(query: Query, actor: Actor, places: Place[]): Promise<MemoryRow[]> {
  const rows = await query<MemoryRow>(selectMemoriesAt(actor, 'basic'), [
    actor.workspaceId,
    places.map((place) => place.memory_store_id),
    places.map((place) => place.path),
  ]);
  const byPlace = new Map(rows.map((row) => [`${row.memory_store_id}${row.path}`, row]));
  return places.flatMap((place) => byPlace.get(`${place.memory_store_id}${place.path}`) ?? []);
}

function assertMaySearch(actor: Actor, body: SearchPathsBody): void {
  if (!canSearch(actor)) throw forbidden('searching memories needs the scope memories:read');
  if (body.state !== 'all' && !canSearchByState(actor))
    throw forbidden('state: is for people and operator keys');
  for (const storeId of body.memory_store_ids ?? [])
    if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
}

/**
 * A page of memories whose path holds the query in any case, ordered by store and path; with `ids_only` just their ids. Agents find
 * what they are served, people and operators everything, with its governance. Needs `memories:read`. Counts as no read.
 */
export async function searchPaths(actor: Actor, body: SearchPathsBody): Promise<FoundPaths> {
  assertMaySearch(actor, body);
  const { limit, page, ...filters } = body;
  const listing = ['memory_path_search', actor.workspaceId, actor.isAgent, JSON.stringify(filters)];
  const position = page === undefined ? null : (openCursor(page, listing) as Place);
  const isGoverned = !actor.isAgent && !body.ids_only;
  if (isGoverned) await flushReads();
  return readWorkspace(actor, async (query) => {
    for (const storeId of body.memory_store_ids ?? [])
      await assertStoreExists(query, actor.workspaceId, storeId);
    const { text, values } = buildSearch(actor, body, position);
    const places = await query<Place>(text, values);
    const shown = places.slice(0, limit);
    const rows = await loadMemories(query, actor, shown);
    return {
      data: body.ids_only
        ? rows.map((row) => ({
            type: 'memory_id' as const,
            id: row.id,
            memory_store_id: row.memory_store_id,
          }))
        : await presentMemories(query, actor, rows, isGoverned),
      next_page: places.length > limit ? sealCursor(shown.at(-1), listing) : null,
    };
  });
}
