import 'server-only';

import type { Query } from '@/lib/db/database';

import { listSalts } from './era';
import { foldText } from './fold';
import { hashText, selectGrams } from './grams';
import type { Search } from './internal';
import { labelsOfFilter } from './search-row';

/**
 * Of a query that fits more texts than this, some this many are ranked, those that were indexed last; by time they are the newest, and
 * the pages go on behind them.
 */
export const maxCandidates = 1000;

export type Candidate = { memory_version_id: string; memory_id: string; recorded_at: bigint; score: number };

function labelsOf({ body, storeIds }: Search): string[] {
  const prefix = foldText(body.path_prefix);
  return labelsOfFilter({ storeIds, prefix, ...(body.actor && { actor: body.actor }) });
}

function describeFilter(search: Search): string {
  const { body, storeIds, position } = search;
  const isByTime = body.order === 'recent';
  return JSON.stringify({
    ...(storeIds && { stores: storeIds }),
    prefix: foldText(body.path_prefix),
    labels: labelsOf(search).length,
    ...(body.actor && { actor_type: body.actor.type, actor_id: body.actor.id }),
    ...(body.updated_at.gte !== undefined && { from_at: String(body.updated_at.gte) }),
    ...(body.updated_at.lte !== undefined && { to_at: String(body.updated_at.lte) }),
    ...(isByTime && { is_by_time: true }),
    ...(isByTime && position !== null && { before_at: position.recordedAt, before_id: position.id }),
  });
}

/** Eras that may hold what is looked for, last first, each with the time up to which it and all before it go. */
const selectEras = `
  SELECT era, last_at FROM (
    SELECT era, first_at, max(last_at) OVER (ORDER BY abs(era)) AS last_at
    FROM search_era WHERE workspace_id = $1 AND (era < 0) = $2) e
  WHERE first_at <= $3 ORDER BY abs(era) DESC`;

const anyTime = 2n ** 63n - 1n;

/** The hashes that a row must have, for each salt. */
function hashQuery(salts: readonly number[], search: Search): number[] {
  const hashed = [...selectGrams(search.terms.words), ...labelsOf(search)];
  return salts.flatMap((salt) => hashed.map((text) => hashText(salt, text)));
}

/** What holds every word, at most `limit`, newest first. Stale rows are among it: the caller looks up what is shown now. */
export async function findCandidates(
  query: Query,
  search: Search,
  limit = maxCandidates,
): Promise<Candidate[]> {
  const { actor, body, terms } = search;
  const eras = await query<{ era: number; last_at: bigint }>(
    selectEras,
    [actor.workspaceId, body.in === 'history', String(body.updated_at.lte ?? anyTime)],
    'search_eras',
  );
  const last = eras[0];
  if (last === undefined) return [];
  const salts = listSalts(actor.workspaceId, last.era);
  return query<Candidate>(
    `SELECT memory_version_id, memory_id, recorded_at, score
     FROM search_candidates($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)
     ORDER BY recorded_at DESC, memory_version_id DESC LIMIT $9`,
    [
      actor.workspaceId,
      eras.map(({ era }) => era),
      eras.map(({ last_at: lastAt }) => String(lastAt)),
      salts,
      hashQuery(salts, search),
      terms.words,
      terms.phrase,
      describeFilter(search),
      limit,
    ],
    'search_candidates',
  );
}
