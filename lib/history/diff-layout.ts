import type { LineHunk } from '@/lib/versions/line-diff';

/** A stretch of a difference: equal on both sides, or one change. Lines carry their ends; numbers count from 1. */
export type DiffBlock = {
  isEqual: boolean;
  beforeStart: number;
  afterStart: number;
  before: readonly string[];
  after: readonly string[];
};

export type DiffLine = { number: number; text: string };
/** What stands beside each other. `change` counts the changed blocks from 0; null for what is equal. */
export type DiffRow = { change: number | null; left: DiffLine | null; right: DiffLine | null };

/** What is drawn as one: some rows, or the place of unchanged ones that are folded away. */
export type DiffPiece =
  | { kind: 'rows'; rows: DiffRow[] }
  | { kind: 'fold'; block: number; count: number; line: number };

export type DiffLayout = {
  pieces: DiffPiece[];
  /** For each change the piece and the row where it begins. */
  changes: { piece: number; row: number }[];
};

const contextLines = 3;
/** A piece is drawn in one go: about half a screen, and never much more text than that. */
const maxPieceRows = 20;
const maxPieceCharacters = 6000;

/** The blocks of a difference, equal and changed ones in turn. */
export function blocksOf(hunks: readonly LineHunk[]): DiffBlock[] {
  const blocks: DiffBlock[] = [];
  let [beforeStart, afterStart] = [1, 1];
  for (const { kind, lines } of hunks) {
    const last = blocks.at(-1);
    if (kind === 'added' && last && !last.isEqual && last.after.length === 0) last.after = lines;
    else {
      const before = kind === 'added' ? [] : lines;
      const after = kind === 'removed' ? [] : lines;
      blocks.push({ isEqual: kind === 'equal', beforeStart, afterStart, before, after });
    }
    if (kind !== 'added') beforeStart += lines.length;
    if (kind !== 'removed') afterStart += lines.length;
  }
  return blocks;
}

function lineAt(lines: readonly string[], start: number, index: number): DiffLine | null {
  const text = lines[index];
  return text === undefined ? null : { number: start + index, text };
}

/** Side by side, changed lines stand beside each other; in one column the removed ones come first. */
export function rowsOf(block: DiffBlock, change: number | null, isSplit: boolean): DiffRow[] {
  const left = block.before.map((_, index) => lineAt(block.before, block.beforeStart, index));
  const right = block.after.map((_, index) => lineAt(block.after, block.afterStart, index));
  if (block.isEqual || isSplit) {
    const count = Math.max(left.length, right.length);
    return Array.from({ length: count }, (_, index) => ({
      change,
      left: left[index] ?? null,
      right: right[index] ?? null,
    }));
  }
  return [
    ...left.map((line): DiffRow => ({ change, left: line, right: null })),
    ...right.map((line): DiffRow => ({ change, left: null, right: line })),
  ];
}

function sizeOf({ left, right }: DiffRow): number {
  return Math.max(left?.text.length ?? 0, right?.text.length ?? 0);
}

function createLayout() {
  const layout: DiffLayout = { pieces: [], changes: [] };
  let size = 0;
  return {
    layout,
    addRow: (row: DiffRow): void => {
      const last = layout.pieces.at(-1);
      const rows = last?.kind === 'rows' && last.rows.length < maxPieceRows ? last.rows : null;
      const fits = rows !== null && size + sizeOf(row) <= maxPieceCharacters;
      if (fits) rows.push(row);
      else layout.pieces.push({ kind: 'rows', rows: [row] });
      size = (fits ? size : 0) + sizeOf(row);
      if (row.change === layout.changes.length) {
        layout.changes.push({ piece: layout.pieces.length - 1, row: fits ? rows.length - 1 : 0 });
      }
    },
    addFold: (block: number, count: number, line: number): void => {
      layout.pieces.push({ kind: 'fold', block, count, line });
    },
  };
}

type LayoutOptions = { isSplit: boolean; isFolded: boolean; unfolded: ReadonlySet<number> };

/** How much of a run of unchanged lines is shown before and after its fold, and what is folded; null when all is shown. */
function foldOf(blocks: readonly DiffBlock[], index: number, options: LayoutOptions) {
  const block = blocks[index];
  if (!block?.isEqual || !options.isFolded || options.unfolded.has(index)) return null;
  const head = index === 0 ? 0 : contextLines;
  const tail = index === blocks.length - 1 ? 0 : contextLines;
  const count = block.before.length - head - tail;
  // The fold itself takes a row: folding a single line away gains nothing.
  return count > 1 ? { head, tail, count } : null;
}

/** Everything that is drawn, in order, cut into pieces. */
export function layOutDiff(blocks: readonly DiffBlock[], options: LayoutOptions): DiffLayout {
  const { layout, addRow, addFold } = createLayout();
  let changes = 0;
  for (const [index, block] of blocks.entries()) {
    const change = block.isEqual ? null : changes;
    if (change !== null) changes += 1;
    const rows = rowsOf(block, change, options.isSplit);
    const fold = foldOf(blocks, index, options);
    if (fold === null) rows.forEach(addRow);
    else {
      rows.slice(0, fold.head).forEach(addRow);
      addFold(index, fold.count, block.beforeStart + fold.head);
      rows.slice(rows.length - fold.tail).forEach(addRow);
    }
  }
  return layout;
}
