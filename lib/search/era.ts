import { hashText } from './grams';

/** Rows that are indexed one after the other: the least that a search looks through at once. */
export const eraSize = 1024;

/** Of eras with one salt, by powers of two: what carries one mark, so that a search can take one, eight or sixty-four at once. */
const markedSpans = [0, 3, 6];
const saltedSpan = 10;

/** Era 1 and -1 are the first ones that shown and old versions were put into. */
function ordinalOf(era: number): number {
  return Math.abs(era) - 1;
}

/** Where the hashes of an era start: the same characters give other hashes in another workspace, and every 1,024 eras. */
export function saltOf(workspaceId: string, era: number): number {
  return hashText(0x811c9dc5, `${workspaceId}/${era < 0 ? 'old' : 'shown'}/${ordinalOf(era) >> saltedSpan}`);
}

/** The salts of the first era up to this one, in order. */
export function listSalts(workspaceId: string, era: number): number[] {
  const count = (ordinalOf(era) >> saltedSpan) + 1;
  return Array.from({ length: count }, (_, group) =>
    saltOf(workspaceId, Math.sign(era) * ((group << saltedSpan) + 1)),
  );
}

/** The marks of an era among those of its salt, as `search_candidates` works them out too: one for each span that it belongs to. */
export function marksOf(salt: number, era: number): number[] {
  const within = ordinalOf(era) & ((1 << saltedSpan) - 1);
  return markedSpans.map((span, index) => salt ^ (((index + 1) << 24) | (within >> span)));
}
