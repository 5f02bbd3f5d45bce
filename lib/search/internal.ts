import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';
import { decodeContent } from '@/lib/versions/content';
import { assertStoreExists } from '@/lib/versions/internal';

import { maxCandidates } from './find-candidates';
import type { Candidate } from './find-candidates';
import type { PathState, SearchBody } from './schema';
import { makeSnippets } from './snippet';
import type { Snippet } from './snippet';
import { parseTerms } from './terms';
import type { Terms } from './terms';

/** Hits are looked up this many at a time until a page is full. */
const chunkSize = 100;

/** Which memories are in a state; `m` is the memory's alias. */
export const inState: Record<PathState, string> = {
  all: 'true',
  served: 'NOT is_withheld(m)',
  // Said twice, because an index stands for the first half.
  withheld:
    '(m.archived_at IS NOT NULL OR m.restricted_at IS NOT NULL OR m.quarantined_at IS NOT NULL) AND is_withheld(m)',
  archived: 'm.archived_at IS NOT NULL',
  quarantined: 'm.quarantined_at IS NOT NULL',
  restricted: 'm.restricted_at IS NOT NULL',
  locked: 'm.locked_at IS NOT NULL',
};

export type Position = { score: number; recordedAt: string; id: string };

export type Search = {
  actor: Actor;
  body: SearchBody;
  terms: Terms;
  /** Null for every store of the workspace. */
  storeIds: string[] | null;
  listing: readonly unknown[];
  position: Position | null;
};

/** Throws `not_found` for a store that the caller may not see, and `invalid_request` for a page of another search. */
export function openSearch(actor: Actor, body: SearchBody): Search {
  const { limit: _limit, page, memory_store_ids: asked, ...rest } = body;
  for (const storeId of asked ?? []) if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  const storeIds = asked ?? (actor.attachments ? [...actor.attachments.keys()] : null);
  const plain = JSON.stringify(rest, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const listing = ['memory_search', actor.workspaceId, plain, asked];
  const position = page === undefined ? null : (openCursor(page, listing) as Position);
  return { actor, body, terms: parseTerms(body.query), storeIds, listing, position };
}

export async function assertStoresExist(query: Query, { actor, body }: Search): Promise<void> {
  for (const storeId of body.memory_store_ids ?? [])
    await assertStoreExists(query, actor.workspaceId, storeId);
}

function toPosition({ score, recorded_at: recordedAt, memory_version_id: id }: Candidate): Position {
  return { score, recordedAt: String(recordedAt), id };
}

/** Below zero when `a` comes before `b`. */
function compare(order: SearchBody['order'], a: Position, b: Position): number {
  if (order === 'relevance' && a.score !== b.score) return b.score - a.score;
  if (a.recordedAt !== b.recordedAt) return BigInt(a.recordedAt) > BigInt(b.recordedAt) ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id > b.id ? -1 : 1;
}

export type Found<Row> = {
  hits: { row: Row; score: number; candidate: Candidate }[];
  nextPage: string | null;
};

/** One page in the search's order: `look` returns the rows of those versions that the caller may see, keyed by version. */
export async function takePage<Row>(
  search: Search,
  candidates: readonly Candidate[],
  look: (candidates: readonly Candidate[]) => Promise<Map<string, Row>>,
): Promise<Found<Row>> {
  const { body, position, listing } = search;
  const ordered = candidates
    .map((candidate) => ({ candidate, at: toPosition(candidate) }))
    .filter(({ at }) => position === null || compare(body.order, position, at) < 0)
    .toSorted((a, b) => compare(body.order, a.at, b.at));
  const hits: Found<Row>['hits'] = [];
  for (let from = 0; from < ordered.length && hits.length <= body.limit; from += chunkSize) {
    const chunk = ordered.slice(from, from + chunkSize);
    const rows = await look(chunk.map(({ candidate }) => candidate));
    for (const { candidate } of chunk) {
      const row = rows.get(candidate.memory_version_id);
      if (row !== undefined) hits.push({ row, score: candidate.score, candidate });
    }
  }
  const shown = hits.slice(0, body.limit);
  const goesOn = body.order === 'recent' && candidates.length === maxCandidates;
  const behind = goesOn ? candidates.at(-1) : undefined;
  const last = hits.length > body.limit ? shown.at(-1)?.candidate : behind;
  return { hits: shown, nextPage: last ? sealCursor(toPosition(last), listing) : null };
}

/** Snippets from the versions' own content and the paths as the caller is shown them, keyed by version. */
export async function readSnippets(
  query: Query,
  search: Search,
  shown: readonly { versionId: string; path: string }[],
): Promise<Map<string, Snippet[]>> {
  const contents = await query<{ id: string; body: Uint8Array }>(
    'SELECT memory_version_id AS id, body FROM memory_content WHERE workspace_id = $1 AND memory_version_id = ANY ($2)',
    [search.actor.workspaceId, shown.map(({ versionId }) => versionId)],
  );
  const bodies = new Map(contents.map(({ id, body }) => [id, body]));
  return new Map(
    shown.map(({ versionId, path }) => {
      const body = bodies.get(versionId);
      return [versionId, makeSnippets({ path, content: body ? decodeContent(body) : '' }, search.terms)];
    }),
  );
}
