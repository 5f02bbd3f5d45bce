import { createLineTable } from './lines';
import { areSameSequence, matchSequences } from './sequence-match';

/** A conflict carries what each of the three texts has in its place; an empty string where it has nothing. */
export type MergeChunk =
  | { kind: 'merged'; text: string }
  | { kind: 'conflict'; base: string; ours: string; theirs: string };

export type Merge = { kind: 'clean'; text: string } | { kind: 'conflicts'; chunks: MergeChunk[] };

/** One stretch of the three sequences of line numbers. */
type Chunk = { isStable: boolean; base: Int32Array; ours: Int32Array; theirs: Int32Array };

type Sides = {
  base: Int32Array;
  ours: Int32Array;
  theirs: Int32Array;
  /** For each line of `base` the index of its equal on that side, or -1. */
  toOurs: Int32Array;
  toTheirs: Int32Array;
};

/**
 * Merges two texts that grew from one, by lines: the diff3 algorithm as Khanna, Kunal and Pierce describe it in "A Formal
 * Investigation of Diff3" (FSTTCS 2007). The texts are parsed into stable chunks, equal in all three, and unstable ones between
 * them. An unstable chunk takes the side that changed, or either if both changed alike; otherwise it is a conflict.
 *
 * As an unstable chunk ends only at a line that all three share, edits of neighbouring lines are one chunk and conflict. We keep
 * this: neighbouring lines tend to depend on each other, and a person's look is cheaper than a wrong memory.
 */
export function mergeTexts({ base, ours, theirs }: { base: string; ours: string; theirs: string }): Merge {
  const table = createLineTable();
  const origin = table.numberLines(base);
  const [left, right] = [table.numberLines(ours), table.numberLines(theirs)];
  const chunks = parseChunks({
    base: origin,
    ours: left,
    theirs: right,
    toOurs: matchSequences(origin, left).partners,
    toTheirs: matchSequences(origin, right).partners,
  });
  const textOf = (lines: Int32Array) => Array.from(lines, table.lineAt).join('');
  const resolved = joinMerged(chunks.map((chunk) => resolve(chunk, textOf)));
  if (resolved.some(({ kind }) => kind === 'conflict')) return { kind: 'conflicts', chunks: resolved };
  return {
    kind: 'clean',
    text: resolved.map((chunk) => (chunk.kind === 'merged' ? chunk.text : '')).join(''),
  };
}

function parseChunks(sides: Sides): Chunk[] {
  const chunks: Chunk[] = [];
  const at = { base: 0, ours: 0, theirs: 0 };
  const hasMore = () =>
    at.base < sides.base.length || at.ours < sides.ours.length || at.theirs < sides.theirs.length;
  while (hasMore()) {
    const start = { ...at };
    const isStable = isShared(sides, at);
    while (isShared(sides, at)) {
      at.base += 1;
      at.ours += 1;
      at.theirs += 1;
    }
    if (!isStable) Object.assign(at, nextShared(sides, at.base));
    chunks.push({
      isStable,
      base: sides.base.subarray(start.base, at.base),
      ours: sides.ours.subarray(start.ours, at.ours),
      theirs: sides.theirs.subarray(start.theirs, at.theirs),
    });
  }
  return chunks;
}

type Places = { base: number; ours: number; theirs: number };

function isShared({ base, toOurs, toTheirs }: Sides, at: Places): boolean {
  return at.base < base.length && toOurs[at.base] === at.ours && toTheirs[at.base] === at.theirs;
}

/** Where the next line stands that all three share, or the three ends. */
function nextShared({ base, ours, theirs, toOurs, toTheirs }: Sides, from: number): Places {
  for (let index = from; index < base.length; index += 1) {
    const [left, right] = [toOurs[index] ?? -1, toTheirs[index] ?? -1];
    if (left !== -1 && right !== -1) return { base: index, ours: left, theirs: right };
  }
  return { base: base.length, ours: ours.length, theirs: theirs.length };
}

function resolve({ isStable, base, ours, theirs }: Chunk, textOf: (lines: Int32Array) => string): MergeChunk {
  if (isStable || areSameSequence(base, theirs) || areSameSequence(ours, theirs))
    return { kind: 'merged', text: textOf(ours) };
  if (areSameSequence(base, ours)) return { kind: 'merged', text: textOf(theirs) };
  return { kind: 'conflict', base: textOf(base), ours: textOf(ours), theirs: textOf(theirs) };
}

function joinMerged(chunks: readonly MergeChunk[]): MergeChunk[] {
  const joined: MergeChunk[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    if (chunk.kind === 'merged' && last?.kind === 'merged') last.text += chunk.text;
    else joined.push({ ...chunk });
  }
  return joined;
}
