import { createLineTable } from './lines';
import type { LineTable } from './lines';
import { areSameSequence, blocksOf, matchSequences, neverOutOfTime } from './sequence-match';

export type BlameVersion<Text = string> = {
  id: string;
  /** Null for a deletion, and where redaction left nothing to compare. */
  content: Text | null;
  /** After a deletion every line is new; without this, a version without content is a gap. */
  isDeletion?: boolean;
};

export type BlamedLine = {
  /** With its line end. */
  line: string;
  versionId: string;
  /** True where the line may have come with an earlier version: one that is redacted, or that was not compared in full. */
  isApproximate: boolean;
};

/** A text as line numbers, and for each line the index of the version that introduced it. */
type Blamed = { lines: Int32Array; introducers: Int32Array; isComplete: boolean };

const nothing: Blamed = { lines: new Int32Array(), introducers: new Int32Array(), isComplete: true };

type BlameOptions = { isOutOfTime?: () => boolean };

/**
 * For each line of the newest content the version that introduced it. Versions are added oldest first, and all of one memory;
 * those after the newest content (a deletion, say) change nothing. The lines joined are that content exactly.
 *
 * Each version is compared with the one before it, so a line keeps its introducer as long as it stays. A version whose content
 * equals an earlier version's, which is what a restore makes, gives every line back to whoever introduced it then. Over a gap
 * the neighbours are compared; lines that only the later one has are attributed to it and marked approximate. So are lines that were
 * not matched because time or effort ran out.
 */
export function startBlame<Text>(
  table: LineTable<Text>,
  { isOutOfTime = neverOutOfTime }: BlameOptions = {},
): {
  add: (version: BlameVersion<Text>) => void;
  finish: () => BlamedLine[];
} {
  const history = createHistory();
  const ids: string[] = [];
  const unsure = new Set<number>();
  let previous = nothing;
  let newest = nothing;
  let isGap = false;

  function add({ id, content, isDeletion = false }: BlameVersion<Text>): void {
    const version = ids.push(id) - 1;
    if (content === null) {
      isGap = !isDeletion;
      if (isDeletion) previous = nothing;
      return;
    }
    const lines = table.numberLines(content);
    newest = history.find(lines) ?? inherit(previous, { lines, version, isOutOfTime });
    if (isGap || !newest.isComplete) unsure.add(version);
    history.add(newest);
    previous = newest;
    isGap = false;
  }

  function finish(): BlamedLine[] {
    return Array.from(newest.lines, (number, place) => {
      const introducer = newest.introducers[place] ?? -1;
      return {
        line: table.lineAt(number),
        versionId: ids[introducer] ?? '',
        isApproximate: unsure.has(introducer),
      };
    });
  }

  return { add, finish };
}

/** The same for versions that are all at hand. */
export function blameLines(versions: readonly BlameVersion[], options: BlameOptions = {}): BlamedLine[] {
  const blame = startBlame(createLineTable(), options);
  for (const version of versions) blame.add(version);
  return blame.finish();
}

function inherit(
  previous: Blamed,
  { lines, version, isOutOfTime }: { lines: Int32Array; version: number; isOutOfTime: () => boolean },
): Blamed {
  const introducers = new Int32Array(lines.length).fill(version);
  const { partners, isComplete } = matchSequences(previous.lines, lines, isOutOfTime);
  for (const block of blocksOf(partners, lines.length)) {
    if (!block.isEqual) continue;
    introducers.set(previous.introducers.subarray(block.beforeStart, block.beforeEnd), block.afterStart);
  }
  return { lines, introducers, isComplete };
}

/** Finds an earlier version by its content, through a hash of its line numbers. */
function createHistory(): {
  find: (lines: Int32Array) => Blamed | undefined;
  add: (version: Blamed) => void;
} {
  const byHash = new Map<number, Blamed[]>();
  return {
    find: (lines) => byHash.get(hashOf(lines))?.find((version) => areSameSequence(version.lines, lines)),
    add: (version) => {
      const known = byHash.get(hashOf(version.lines));
      if (!known) byHash.set(hashOf(version.lines), [version]);
      else if (!known.includes(version)) known.push(version);
    },
  };
}

/** FNV-1a over whole numbers instead of bytes; equality is checked, so a collision costs time only. */
function hashOf(lines: Int32Array): number {
  let hash = 0x811c9dc5;
  for (const number of lines) hash = Math.imul(hash ^ number, 0x01000193);
  return hash;
}
