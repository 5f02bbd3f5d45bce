import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { endOfPrefix } from '@/lib/memories/path';
import { presentVersion } from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';

import { findCandidates, maxCandidates } from './find-candidates';
import type { Candidate } from './find-candidates';
import { assertStoresExist, openSearch } from './internal';
import type { Search } from './internal';
import { measureLag } from './measure-lag';
import { canSearchHistory } from './policy';
import { readSnippets } from './read-snippets';
import type { SearchBody, SearchResult } from './schema';
import { takePage } from './take-page';

/** Nothing that was redacted, and nothing that is a head again. */
const selectOld = `
  SELECT v.* FROM memory_version v JOIN memory m ON m.workspace_id = v.workspace_id AND m.id = v.memory_id
    JOIN memory_store s ON s.workspace_id = v.workspace_id AND s.id = v.memory_store_id AND s.deleted_at IS NULL
  WHERE v.workspace_id = $1 AND v.id = ANY ($2) AND v.path >= $3 AND v.path < $4 AND v.redacted_at IS NULL
    AND (m.path IS NULL OR v.id <> m.head_version_id)`;

async function lookUp(
  query: Query,
  search: Search,
  candidates: readonly Candidate[],
): Promise<Map<string, VersionRow>> {
  const { path_prefix: prefix } = search.body;
  const rows = await query<VersionRow>(selectOld, [
    search.actor.workspaceId,
    candidates.map((candidate) => candidate.memory_version_id),
    prefix,
    endOfPrefix(prefix),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

async function find(query: Query, search: Search): Promise<SearchResult> {
  await assertStoresExist(query, search);
  const candidates = await findCandidates(query, search);
  const { hits, nextPage } = await takePage(search, candidates, (some) => lookUp(query, search, some));
  const shown = hits.map(({ row }) => ({ versionId: row.id, path: row.path ?? '' }));
  const snippets = await readSnippets(query, search, shown);
  return {
    data: hits.map(({ row, score }) => ({
      type: 'memory_search_hit',
      score,
      memory: null,
      memory_version: presentVersion(row),
      snippets: snippets.get(row.id) ?? [],
    })),
    next_page: nextPage,
    index: { ...(await measureLag(query, search)), is_exhaustive: candidates.length < maxCandidates },
  };
}

/**
 * A page of old versions that hold every word of the query: what live memories held before and what deleted ones held. Needs `privacy`,
 * and never an agent. Each search is in the trail with counts, without its text; when that cannot be written, nothing is shown.
 */
export async function searchHistory(actor: Actor, body: SearchBody): Promise<SearchResult> {
  if (!canSearchHistory(actor))
    throw forbidden('searching old versions needs the scope privacy, and agents do not have it');
  const search = openSearch(actor, body);
  return withWorkspace(actor, async (tx) => {
    const query: Query = <Row>(text: string, values: readonly unknown[] = []) =>
      tx.$queryRawUnsafe<Row[]>(text, ...values);
    const result = await find(query, search);
    await appendAudit(tx, actor, {
      action: 'memory.searched_history',
      target: { type: 'workspace', id: actor.workspaceId },
      details: { hit_count: result.data.length, memory_store_count: body.memory_store_ids?.length ?? null },
    });
    return result;
  });
}
