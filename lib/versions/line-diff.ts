import { createLineTable } from './lines';
import type { LineTable } from './lines';
import { blocksOf, matchSequences } from './sequence-match';
import type { Block } from './sequence-match';

/** Lines carry their line ends. Where lines were replaced, the removed ones come first. */
export type LineHunk = { kind: 'equal' | 'added' | 'removed'; lines: string[] };

export type DiffSummary = {
  /** Where lines replaced lines, as many as were on the shorter side count as changed, the rest as added or removed. */
  addedLines: number;
  removedLines: number;
  changedLines: number;
  unchangedLines: number;
  /** Between 0 and 1: the UTF-8 bytes of removed lines that were not added elsewhere, of all bytes before. 0 for an empty text. */
  lostShare: number;
};

export type LineDiff = {
  hunks: LineHunk[];
  summary: DiffSummary;
  /** False when time or effort ran out: the hunks are right, but coarser than they could be. */
  isComplete: boolean;
};

/**
 * What leads from one text to another, by lines. The lines that are not added, joined, are `before` exactly; those that are
 * not removed are `after`. The method is that of `matchSequences`. `isOutOfTime` is asked often, and once it says yes, what is not
 * yet matched counts as replaced.
 */
export function diffLines(
  before: string,
  after: string,
  { isOutOfTime }: { isOutOfTime?: () => boolean } = {},
): LineDiff {
  const table = createLineTable();
  const [old, fresh] = [table.numberLines(before), table.numberLines(after)];
  const { partners, isComplete } = matchSequences(old, fresh, isOutOfTime);
  const blocks = blocksOf(partners, fresh.length);
  const hunks = blocks.flatMap((block) => hunksOf(block, { table, old, fresh }));
  const lostShare = lostShareOf(hunks, sizeOf([before]));
  return { hunks, summary: { ...countLines(blocks), lostShare }, isComplete };
}

function hunksOf(
  block: Block,
  { table, old, fresh }: { table: LineTable; old: Int32Array; fresh: Int32Array },
): LineHunk[] {
  const removed = Array.from(old.subarray(block.beforeStart, block.beforeEnd), table.lineAt);
  if (block.isEqual) return [{ kind: 'equal', lines: removed }];
  const added = Array.from(fresh.subarray(block.afterStart, block.afterEnd), table.lineAt);
  const hunks: LineHunk[] = [
    { kind: 'removed', lines: removed },
    { kind: 'added', lines: added },
  ];
  return hunks.filter(({ lines }) => lines.length > 0);
}

function countLines(blocks: readonly Block[]): Omit<DiffSummary, 'lostShare'> {
  const counts = { addedLines: 0, removedLines: 0, changedLines: 0, unchangedLines: 0 };
  for (const block of blocks) {
    const removed = block.beforeEnd - block.beforeStart;
    const added = block.afterEnd - block.afterStart;
    const paired = Math.min(removed, added);
    if (block.isEqual) {
      counts.unchangedLines += paired;
      continue;
    }
    counts.changedLines += paired;
    counts.removedLines += removed - paired;
    counts.addedLines += added - paired;
  }
  return counts;
}

function lostShareOf(hunks: readonly LineHunk[], beforeSize: number): number {
  const linesOf = (kind: LineHunk['kind']) => hunks.flatMap((hunk) => (hunk.kind === kind ? hunk.lines : []));
  const spare = new Map<string, number>();
  for (const line of linesOf('added')) spare.set(line, (spare.get(line) ?? 0) + 1);
  const lost = linesOf('removed').filter((line) => {
    const count = spare.get(line) ?? 0;
    spare.set(line, count - 1);
    return count <= 0;
  });
  return beforeSize === 0 ? 0 : sizeOf(lost) / beforeSize;
}

function sizeOf(texts: readonly string[]): number {
  return new TextEncoder().encode(texts.join('')).length;
}
