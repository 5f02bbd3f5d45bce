import 'server-only';

import { sealCursor } from '@/lib/http/cursor';

import { maxCandidates } from './find-candidates';
import type { Candidate } from './find-candidates';
import type { Position, Search } from './internal';
import type { SearchBody } from './schema';

/** Hits are looked up this many at a time until a page is full. */
const chunkSize = 100;

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
