import type { Alignment, Block, Inline } from './markdown';
import { parseInline } from './markdown-inline';

const delimiters = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const maxColumns = 50;

/** The cells of a row: pipes part them, escaped ones do not. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '');
  const cells = inner.split(/(?<!\\)\|/);
  if (cells.length > 1 && cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function alignmentOf(cell: string): Alignment {
  if (cell.startsWith(':')) return cell.endsWith(':') ? 'center' : 'left';
  return cell.endsWith(':') ? 'right' : null;
}

function parseRow(line: string, columns: number): Inline[][] {
  const cells = cellsOf(line);
  return Array.from({ length: columns }, (_, index) => parseInline(cells[index] ?? ''));
}

/** Whether a row and its row of dashes, of as many cells, stand at `at`. */
export function isTableStart(lines: readonly string[], at: number): boolean {
  const [head = '', dashes = ''] = lines.slice(at, at + 2);
  if (!head.includes('|') || !delimiters.test(dashes)) return false;
  const columns = cellsOf(head).length;
  return columns <= maxColumns && cellsOf(dashes).length === columns;
}

/** A table at `at`: a row, a row of dashes of as many cells, and rows up to a blank line. */
export function readTable(lines: readonly string[], at: number): { block: Block; lines: number } | null {
  if (!isTableStart(lines, at)) return null;
  const head = lines[at] ?? '';
  const alignments = cellsOf(lines[at + 1] ?? '').map(alignmentOf);
  const columns = alignments.length;
  let end = at + 2;
  while (
    end < lines.length &&
    /\S/.test(lines[end] ?? '') &&
    !/^ {0,3}(?:>|#{1,6} |`{3}|~{3})/.test(lines[end] ?? '')
  )
    end += 1;
  const rows = lines.slice(at + 2, end);
  return {
    block: {
      kind: 'table',
      alignments,
      head: parseRow(head, columns),
      rows: rows.map((line) => parseRow(line, columns)),
    },
    lines: end - at,
  };
}
