import type { DiffBlock } from './diff-layout';

export type ChangeKind = 'added' | 'removed' | 'changed';
/** A mark on a map of the whole text; `start` and `length` are shares of its height. */
export type MapMark = { kind: ChangeKind; start: number; length: number; change: number };

/** A map is some hundred pixels high: more marks than this could not be told apart. */
const maxMarks = 160;

function kindOf({ before, after }: DiffBlock): ChangeKind {
  if (before.length === 0) return 'added';
  return after.length === 0 ? 'removed' : 'changed';
}

function heightOf({ before, after }: DiffBlock): number {
  return Math.max(before.length, after.length);
}

/** Where the changes are in the whole text. Marks that would fall together are one; it leads to the first of its changes. */
export function mapChanges(blocks: readonly DiffBlock[]): MapMark[] {
  const total = blocks.reduce((sum, block) => sum + heightOf(block), 0);
  const marks: MapMark[] = [];
  let [line, change] = [0, 0];
  for (const block of blocks) {
    const mark: MapMark = {
      kind: kindOf(block),
      start: line / total,
      length: heightOf(block) / total,
      change,
    };
    line += heightOf(block);
    if (block.isEqual) continue;
    change += 1;
    const last = marks.at(-1);
    const end = mark.start + mark.length;
    if (!last || Math.floor(last.start * maxMarks) !== Math.floor(mark.start * maxMarks)) marks.push(mark);
    else {
      last.length = end - last.start;
      if (last.kind !== mark.kind) last.kind = 'changed';
    }
  }
  return marks;
}
