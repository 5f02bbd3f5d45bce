import { splitLines } from './lines';

/** A memory of a snapshot. Without content it can only be matched by its hash. */
export type SnapshotMemory = { path: string; sha256: string; content?: string };

export type Move = {
  from: string;
  to: string;
  /** Whether the content is the same, byte for byte. */
  isExact: boolean;
  /** The share of distinct lines that both texts have, from `minSimilarity` to 1. 1 may still differ in order or white space. */
  similarity: number;
};

/**
 * Below one half, what two texts do not share outweighs what they share. As Jaccard counts every edited line on both sides, it
 * still recognises a text of which a third of the lines were rewritten. Git's default for renames is one half too.
 */
export const minSimilarity = 0.5;

/**
 * A line in more memories than this is a form, not a content: it says nothing of which text went where. The limit also
 * bounds the pairs to look at, to this many for each line.
 */
export const maxMemoriesOfLine = 32;

type Candidate = { from: SnapshotMemory; to: SnapshotMemory; similarity: number };

/** Distinct lines of a text, as numbers. */
type Lines = ReadonlySet<number>;

/**
 * Pairs memories that left one place with memories that appeared at another between two snapshots of a store: first by their
 * hash, then by the resemblance of their contents (Broder 1997, "On the resemblance and containment of documents": the Jaccard
 * index of their shingles, here whole lines without white space at their ends; blank lines do not count). A text of one line is
 * recognised only unedited.
 *
 * Every path is in at most one move. The best pairs are taken first, among equals those with the same file name, then by
 * path, whatever order the input has. Sorted by `from`.
 */
export function findMoves({
  removed,
  added,
}: {
  removed: readonly SnapshotMemory[];
  added: readonly SnapshotMemory[];
}): Move[] {
  const exact = findSameContent(removed, added);
  const used = new Set(exact.flatMap(({ from, to }) => [from, to]));
  const similar = pairUp(
    findSimilar(
      removed.filter((memory) => !used.has(memory)),
      added.filter((memory) => !used.has(memory)),
    ),
  );
  const toMove = ({ from, to, similarity }: Candidate): Move => ({
    from: from.path,
    to: to.path,
    isExact: from.sha256 === to.sha256,
    similarity,
  });
  return [...exact, ...similar].map(toMove).toSorted((a, b) => compareText(a.from, b.from));
}

/** Same hash: those with the same file name as candidates first, then what is left in the order of their paths. */
function findSameContent(removed: readonly SnapshotMemory[], added: readonly SnapshotMemory[]): Candidate[] {
  const byName = takeInOrder(removed, added, (memory) => `${memory.sha256}/${nameOf(memory)}`);
  const used = new Set(byName.flatMap(({ from, to }) => [from, to]));
  const isFree = (memory: SnapshotMemory) => !used.has(memory);
  const byHash = takeInOrder(removed.filter(isFree), added.filter(isFree), ({ sha256 }) => sha256);
  return [...byName, ...byHash];
}

/** Pairs those of equal key one by one, in the order of their paths. */
function takeInOrder(
  removed: readonly SnapshotMemory[],
  added: readonly SnapshotMemory[],
  keyOf: (memory: SnapshotMemory) => string,
): Candidate[] {
  const waiting = new Map<string, SnapshotMemory[]>();
  for (const memory of added.toSorted((a, b) => compareText(b.path, a.path))) {
    const key = keyOf(memory);
    const queue = waiting.get(key);
    if (queue) queue.push(memory);
    else waiting.set(key, [memory]);
  }
  return removed
    .toSorted((a, b) => compareText(a.path, b.path))
    .flatMap((from) => {
      const to = waiting.get(keyOf(from))?.pop();
      return to ? [{ from, to, similarity: 1 }] : [];
    });
}

function findSimilar(removed: readonly SnapshotMemory[], added: readonly SnapshotMemory[]): Candidate[] {
  const numbers = new Map<string, number>();
  const gone = readLines(removed, numbers);
  const come = readLines(added, numbers);
  const [placesGone, placesCome] = [indexLines(gone), indexLines(come)];
  const isTelling = (line: number) =>
    (placesGone.get(line)?.length ?? 0) <= maxMemoriesOfLine &&
    (placesCome.get(line)?.length ?? 0) <= maxMemoriesOfLine;
  const sizesCome = come.map((lines) => countTelling(lines, isTelling));
  return removed.flatMap((from, index) => {
    const lines = gone[index] ?? new Set<number>();
    const size = countTelling(lines, isTelling);
    const shared = new Map<number, number>();
    for (const line of lines) {
      if (!isTelling(line)) continue;
      for (const other of placesCome.get(line) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    return [...shared].flatMap(([other, count]) => {
      const to = added[other];
      const similarity = count / (size + (sizesCome[other] ?? 0) - count);
      return to && similarity >= minSimilarity ? [{ from, to, similarity }] : [];
    });
  });
}

function readLines(memories: readonly SnapshotMemory[], numbers: Map<string, number>): Lines[] {
  return memories.map(({ content }) => {
    const lines = new Set<number>();
    for (const line of splitLines(content ?? '')) {
      const text = line.trim();
      if (text === '') continue;
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      lines.add(number);
    }
    return lines;
  });
}

/** For each line the indexes of the texts that have it. */
function indexLines(texts: readonly Lines[]): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [index, lines] of texts.entries()) {
    for (const line of lines) {
      const known = places.get(line);
      if (known) known.push(index);
      else places.set(line, [index]);
    }
  }
  return places;
}

function countTelling(lines: Lines, isTelling: (line: number) => boolean): number {
  let count = 0;
  for (const line of lines) if (isTelling(line)) count += 1;
  return count;
}

/** Takes the best candidates first, each memory once. */
function pairUp(candidates: readonly Candidate[]): Candidate[] {
  const used = new Set<SnapshotMemory>();
  return candidates.toSorted(compareCandidates).filter(({ from, to }) => {
    if (used.has(from) || used.has(to)) return false;
    used.add(from).add(to);
    return true;
  });
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    b.similarity - a.similarity ||
    Number(hasSameName(b)) - Number(hasSameName(a)) ||
    compareText(a.from.path, b.from.path) ||
    compareText(a.to.path, b.to.path)
  );
}

function hasSameName({ from, to }: Candidate): boolean {
  return nameOf(from) === nameOf(to);
}

function nameOf({ path }: SnapshotMemory): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
