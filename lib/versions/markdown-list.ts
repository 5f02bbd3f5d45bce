import type { Block, ListItem } from './markdown';

type Lines = readonly string[];
type Interrupts = (lines: Lines, at: number) => boolean;

type ItemStart = {
  /** Items of one list share it. */
  marker: string;
  /** The number of an ordered item, null for a bullet. */
  first: number | null;
  /** Columns before the item's text. */
  indent: number;
  text: string;
};

const item = /^( {0,3})([-*+]|(\d{1,9})[.)])(?:( {1,4}|\t)(?=\S)| |\t|$)(.*)$/;
const task = /^\[([ xX])\](?: |$)/;
const isBlank = (line: string | undefined) => line !== undefined && /^[ \t]*$/.test(line);

export function readItemStart(line: string): ItemStart | null {
  const found = item.exec(line);
  if (!found) return null;
  const [, before = '', mark = '', number, space = ' ', text = ''] = found;
  return {
    marker: mark.at(-1) ?? '',
    first: number === undefined ? null : Number(number),
    indent: before.length + mark.length + (space === '\t' ? 1 : space.length),
    text,
  };
}

function indentOf(line: string): number {
  const [spaces = ''] = /^[ \t]*/.exec(line) ?? [];
  return spaces.replaceAll('\t', '    ').length;
}

function outdent(line: string, indent: number): string {
  const [spaces = ''] = /^[ \t]*/.exec(line) ?? [];
  const columns = spaces.replaceAll('\t', '    ');
  return columns.slice(indent) + line.slice(spaces.length);
}

/** The end of the item that begins at `at`: lines indented like its text, and lines that carry its last paragraph on. */
function endOfItem(lines: Lines, at: number, indent: number, interrupts: Interrupts): number {
  let end = at + 1;
  let last = end;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    const isInside = isBlank(line) || indentOf(line) >= indent;
    const isLazy = !isBlank(lines[end - 1]) && !interrupts(lines, end) && readItemStart(line) === null;
    if (!isInside && !isLazy) break;
    end += 1;
    if (!isBlank(line)) last = end;
  }
  return last;
}

function makeItem(start: ItemStart, rest: Lines, parse: (lines: Lines) => Block[]): ListItem {
  const [mark, state] = task.exec(start.text) ?? [];
  const text = mark === undefined ? start.text : start.text.slice(mark.length);
  const children = parse([text, ...rest.map((line) => outdent(line, start.indent))]);
  return { isDone: state === undefined ? null : state !== ' ', children };
}

/** A list at `at`, with how many lines it takes; null when there is none. */
export function readList(
  lines: Lines,
  at: number,
  { parse, interrupts }: { parse: (lines: Lines) => Block[]; interrupts: Interrupts },
): { block: Block; lines: number } | null {
  const begin = readItemStart(lines[at] ?? '');
  if (!begin) return null;
  const items: ListItem[] = [];
  let isLoose = false;
  let position = at;
  let end = at;
  for (;;) {
    const start = readItemStart(lines[position] ?? '');
    if (start?.marker !== begin.marker || (start.first === null) !== (begin.first === null)) break;
    if (position > end) isLoose = true;
    end = endOfItem(lines, position, start.indent, interrupts);
    items.push(makeItem(start, lines.slice(position + 1, end), parse));
    position = end;
    while (isBlank(lines[position])) position += 1;
  }
  return { block: { kind: 'list', first: begin.first, isLoose, items }, lines: end - at };
}
