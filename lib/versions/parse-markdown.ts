import type { Block } from './markdown';
import { parseInline } from './markdown-inline';
import { readItemStart, readList } from './markdown-list';
import { isTableStart, readTable } from './markdown-table';

/** Quotes and lists deeper than this are shown as plain lines. */
const maxDepth = 12;

type Lines = readonly string[];
/** What was read, and the number of lines that it took. */
type Taken = { block: Block; lines: number };

const fence = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const rule = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const underline = /^ {0,3}(=+|-+)[ \t]*$/;
const quote = /^ {0,3}> ?/;
const indented = /^(?: {4}| {0,3}\t)/;
const blank = /^[ \t]*$/;

function isBlank(line: string | undefined): boolean {
  return line !== undefined && blank.test(line);
}

function readFence(lines: Lines, at: number): Taken | null {
  const [, marks = '', info = ''] = fence.exec(lines[at] ?? '') ?? [];
  if (marks === '') return null;
  const closing = new RegExp(`^ {0,3}${marks[0]}{${marks.length},}[ \\t]*$`);
  let end = at + 1;
  while (end < lines.length && !closing.test(lines[end] ?? '')) end += 1;
  const text = lines.slice(at + 1, end).join('\n');
  return {
    block: { kind: 'code', language: info.trim(), text },
    lines: Math.min(end + 1, lines.length) - at,
  };
}

function readHeading(lines: Lines, at: number): Taken | null {
  const found = heading.exec(lines[at] ?? '');
  if (!found) return null;
  const [, marks = '', text = ''] = found;
  return { block: { kind: 'heading', level: marks.length, content: parseInline(text) }, lines: 1 };
}

function readRule(lines: Lines, at: number): Taken | null {
  return rule.test(lines[at] ?? '') ? { block: { kind: 'rule' }, lines: 1 } : null;
}

function readIndented(lines: Lines, at: number): Taken | null {
  let end = at;
  let last = at;
  while (end < lines.length && (indented.test(lines[end] ?? '') || isBlank(lines[end]))) {
    end += 1;
    if (!isBlank(lines[end - 1])) last = end;
  }
  if (last === at) return null;
  const text = lines.slice(at, last).map((line) => line.replace(indented, ''));
  return { block: { kind: 'code', language: '', text: text.join('\n') }, lines: last - at };
}

/** Whether a line ends the paragraph above it. */
function interrupts(lines: Lines, at: number): boolean {
  const line = lines[at] ?? '';
  const item = readItemStart(line);
  return (
    [fence, heading, rule, quote].some((pattern) => pattern.test(line)) ||
    (item !== null && item.text !== '' && (item.first === null || item.first === 1))
  );
}

function readQuote(lines: Lines, at: number, depth: number): Taken | null {
  if (depth >= maxDepth || !quote.test(lines[at] ?? '')) return null;
  let end = at;
  while (end < lines.length) {
    const isLazy =
      !isBlank(lines[end]) && !interrupts(lines, end) && !isBlank(lines[end - 1]?.replace(quote, ''));
    if (!quote.test(lines[end] ?? '') && !(end > at && isLazy)) break;
    end += 1;
  }
  const inner = lines.slice(at, end).map((line) => line.replace(quote, ''));
  return { block: { kind: 'quote', children: parseBlocks(inner, depth + 1) }, lines: end - at };
}

/** Everything that is nothing else: up to a blank line, or up to what may interrupt it. */
function readParagraph(lines: Lines, at: number): Taken {
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end])) {
    const [, marks = ''] = underline.exec(lines[end] ?? '') ?? [];
    const text = () => parseInline(textOf(lines.slice(at, end)));
    if (marks !== '') {
      return {
        block: { kind: 'heading', level: marks[0] === '=' ? 1 : 2, content: text() },
        lines: end + 1 - at,
      };
    }
    if (interrupts(lines, end) || isTableStart(lines, end)) break;
    end += 1;
  }
  return {
    block: { kind: 'paragraph', content: parseInline(textOf(lines.slice(at, end))) },
    lines: end - at,
  };
}

/** Indentation at a line's begin means nothing in a paragraph. */
function textOf(lines: Lines): string {
  return lines
    .map((line) => line.replace(/^[ \t]+/, ''))
    .join('\n')
    .replace(/[ \t]+$/, '');
}

function readNestedList(lines: Lines, at: number, depth: number): Taken | null {
  if (depth >= maxDepth) return null;
  return readList(lines, at, { parse: (inner) => parseBlocks(inner, depth + 1), interrupts });
}

function readBlock(lines: Lines, at: number, depth: number): Taken {
  return (
    readIndented(lines, at) ??
    readFence(lines, at) ??
    readHeading(lines, at) ??
    readRule(lines, at) ??
    readQuote(lines, at, depth) ??
    readNestedList(lines, at, depth) ??
    readTable(lines, at) ??
    readParagraph(lines, at)
  );
}

/** `depth`: how many quotes and lists the lines stand in. */
function parseBlocks(lines: Lines, depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    const taken = readBlock(lines, at, depth);
    blocks.push(taken.block);
    at += taken.lines;
  }
  return blocks;
}

/** Facts in front of a text, between lines of dashes, as many tools write them. */
function readFrontMatter(lines: Lines): Taken | null {
  if (lines[0]?.trimEnd() !== '---') return null;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end < 2) return null;
  return { block: { kind: 'code', language: 'yaml', text: lines.slice(1, end).join('\n') }, lines: end + 1 };
}

/** Reads CommonMark and GitHub's tables, tasks and strikes; see `Block` for what is left out on purpose. Never fails. */
export function parseMarkdown(text: string): Block[] {
  const lines = text.split(/\r\n|\n/);
  const front = readFrontMatter(lines);
  return front ? [front.block, ...parseBlocks(lines.slice(front.lines), 0)] : parseBlocks(lines, 0);
}
