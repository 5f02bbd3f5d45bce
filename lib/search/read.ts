import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { presentGovernance } from '@/lib/memories/internal';
import type { MemoryState } from '@/lib/memories/internal';
import { endOfPrefix } from '@/lib/memories/path';
import type { MemoryResource } from '@/lib/memories/schema';
import { findReadSummaries } from '@/lib/reads/read';
import type { ReadSummary } from '@/lib/reads/schema';

import {
  assertStoresExist,
  findCandidates,
  maxCandidates,
  openSearch,
  readSnippets,
  takePage,
} from './internal';
import type { Search } from './internal';
import { measureLag } from './measure-lag';
import { canSearch, canSearchByState } from './policy';
import type { SearchBody, SearchResult, SearchState } from './schema';

type HeadRow = MemoryState & {
  id: string;
  memory_store_id: string;
  path: string;
  content_sha256: string;
  content_size_bytes: number;
  memory_version_id: string;
  created_at: bigint;
  updated_at: bigint;
};

const inState: Record<SearchState, string> = {
  served: 'NOT is_withheld(m)',
  archived: 'm.archived_at IS NOT NULL',
  quarantined: 'm.quarantined_at IS NOT NULL',
  restricted: 'm.restricted_at IS NOT NULL',
  locked: 'm.locked_at IS NOT NULL',
};

/** Of the given versions those that the caller is shown now: a row of the index may be older than the memory. */
function selectShown({ actor, body }: Search): string {
  const state = body.state === undefined ? '' : `AND ${inState[body.state]}`;
  return `
    SELECT m.id, m.memory_store_id, m.path, m.created_at, m.updated_at, m.archived_at, m.quarantined_at, m.restricted_at, m.locked_at,
      m.head_version_id, m.served_version_id, m.version_number, v.id AS memory_version_id, v.content_sha256, v.content_size_bytes
    FROM memory_version v JOIN memory m ON m.workspace_id = v.workspace_id AND m.id = v.memory_id
      JOIN memory_store s ON s.workspace_id = m.workspace_id AND s.id = m.memory_store_id AND s.deleted_at IS NULL
    WHERE v.workspace_id = $1 AND v.id = ANY ($2) AND m.path >= $3 AND m.path < $4
      AND v.id = ${actor.isAgent ? 'm.served_version_id AND NOT is_withheld(m)' : 'm.head_version_id'} ${state}`;
}

async function lookUp(query: Query, search: Search, versionIds: string[]): Promise<Map<string, HeadRow>> {
  const { path_prefix: prefix } = search.body;
  const rows = await query<HeadRow>(selectShown(search), [
    search.actor.workspaceId,
    versionIds,
    prefix,
    endOfPrefix(prefix),
  ]);
  return new Map(rows.map((row) => [row.memory_version_id, row]));
}

function present(row: HeadRow, reads: Map<string, ReadSummary> | null): MemoryResource {
  return {
    id: row.id,
    type: 'memory',
    memory_store_id: row.memory_store_id,
    path: row.path,
    content: null,
    content_sha256: row.content_sha256,
    content_size_bytes: row.content_size_bytes,
    memory_version_id: row.memory_version_id,
    created_at: formatInstant(row.created_at),
    updated_at: formatInstant(row.updated_at),
    ...(reads && { governance: presentGovernance(row, reads.get(row.id)) }),
  };
}

/**
 * A page of what the caller is shown and holds every word of the query: for agents served versions of memories that are not withheld,
 * for a session in its attached stores, for people and operators heads, with their governance. Needs `memories:read`. Counts as no read.
 */
export async function searchHeads(actor: Actor, body: SearchBody): Promise<SearchResult> {
  if (!canSearch(actor)) throw forbidden('searching memories needs the scope memories:read');
  if (body.state !== undefined && !canSearchByState(actor))
    throw forbidden('state: is for people and operator keys');
  const search = openSearch(actor, body);
  return readWorkspace(actor, async (query) => {
    await assertStoresExist(query, search);
    const candidates = await findCandidates(query, search);
    const { hits, nextPage } = await takePage(search, candidates, (ids) => lookUp(query, search, ids));
    const rows = hits.map((hit) => hit.row);
    const reads = actor.isAgent
      ? null
      : await findReadSummaries(
          query,
          actor.workspaceId,
          rows.map((row) => row.id),
        );
    const shown = rows.map((row) => ({ versionId: row.memory_version_id, path: row.path }));
    const snippets = await readSnippets(query, search, shown);
    return {
      data: hits.map(({ row, score }) => ({
        type: 'memory_search_hit',
        score,
        memory: present(row, reads),
        memory_version: null,
        snippets: snippets.get(row.memory_version_id) ?? [],
      })),
      next_page: nextPage,
      index: { ...(await measureLag(query, search)), is_exhaustive: candidates.length < maxCandidates },
    };
  });
}
