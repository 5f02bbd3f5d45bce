import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { presentMemories, selectMemories } from '@/lib/memories/internal';
import type { MemoryRow } from '@/lib/memories/internal';
import { endOfPrefix } from '@/lib/memories/path';

import { findCandidates, maxCandidates } from './find-candidates';
import type { Candidate } from './find-candidates';
import { assertStoresExist, inState, openSearch } from './internal';
import type { Search } from './internal';
import { measureLag } from './measure-lag';
import { canSearch, canSearchByState } from './policy';
import { readSnippets } from './read-snippets';
import type { SearchBody, SearchResult } from './schema';
import { takePage } from './take-page';

/**
 * Of the given versions those that the caller is shown now: a row of the index may be older than the memory. The memories are named too,
 * since versions lead to none along an index.
 */
function selectShown({ actor, body }: Search): string {
  const state = body.state === undefined ? '' : `AND ${inState[body.state]}`;
  return `
    ${selectMemories(actor, 'basic')}
      JOIN memory_store s ON s.workspace_id = m.workspace_id AND s.id = m.memory_store_id AND s.deleted_at IS NULL
    WHERE m.workspace_id = $1 AND m.id = ANY ($2) AND v.workspace_id = $1 AND v.id = ANY ($3) AND m.path >= $4 AND m.path < $5
      ${actor.isAgent ? 'AND NOT is_withheld(m)' : ''} ${state}`;
}

async function lookUp(
  query: Query,
  search: Search,
  candidates: readonly Candidate[],
): Promise<Map<string, MemoryRow>> {
  const { path_prefix: prefix } = search.body;
  const rows = await query<MemoryRow>(selectShown(search), [
    search.actor.workspaceId,
    candidates.map((candidate) => candidate.memory_id),
    candidates.map((candidate) => candidate.memory_version_id),
    prefix,
    endOfPrefix(prefix),
  ]);
  return new Map(rows.map((row) => [row.memory_version_id, row]));
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
    const { hits, nextPage } = await takePage(search, candidates, (some) => lookUp(query, search, some));
    const rows = hits.map((hit) => hit.row);
    const memories = await presentMemories(query, actor, rows, !actor.isAgent);
    const shown = rows.map((row) => ({ versionId: row.memory_version_id, path: row.path }));
    const snippets = await readSnippets(query, search, shown);
    return {
      data: hits.map(({ row, score }, index) => ({
        type: 'memory_search_hit',
        score,
        memory: memories[index]!,
        memory_version: null,
        snippets: snippets.get(row.memory_version_id) ?? [],
      })),
      next_page: nextPage,
      index: { ...(await measureLag(query, search)), is_exhaustive: candidates.length < maxCandidates },
    };
  });
}
