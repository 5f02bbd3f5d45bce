import { readBrackets } from './markdown-brackets';
import type { Brackets } from './markdown-brackets';
import { addDelimiter, addNode, closeFrame, makeFrame } from './markdown-emphasis';
import type { Frame } from './markdown-emphasis';
import type { Inline } from './markdown';

const special = /[\\`*_~[!\n]/g;
const punctuation = /[!-/:-@[-`{-~]/;
const maxDepth = 8;

type Reader = { text: string; at: number; frame: Frame; brackets: Brackets; depth: number };

/** What stands at `at`; the position behind it, or null when it is nothing but text. */
type Reading = (reader: Reader) => number | null;

function readEscape({ text, at, frame }: Reader): number | null {
  const next = text[at + 1];
  if (next === '\n') {
    addNode(frame, { kind: 'break' });
    return at + 2;
  }
  if (next === undefined || !punctuation.test(next)) return null;
  addNode(frame, { kind: 'text', text: next });
  return at + 2;
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

function readCode({ text, at, frame, brackets }: Reader): number | null {
  const length = runLength(text, at);
  const close = brackets.closingTicks.get(at);
  if (close === undefined) {
    addNode(frame, { kind: 'text', text: text.slice(at, at + length) });
    return at + length;
  }
  const inner = text.slice(at + length, close).replaceAll('\n', ' ');
  const isPadded = /^ .*[^ ].* $/s.test(inner);
  addNode(frame, { kind: 'code', text: isPadded ? inner.slice(1, -1) : inner });
  return close + length;
}

function readDelimiter({ text, at, frame }: Reader): number {
  const length = runLength(text, at);
  addDelimiter(frame, { text, at, length });
  return at + length;
}

function readLink(reader: Reader): number | null {
  const { text, at, frame, brackets, depth } = reader;
  const isImage = text[at] === '!';
  const link = brackets.links.get(isImage ? at + 1 : at);
  if (!link || depth >= maxDepth) return null;
  addNode(frame, {
    kind: isImage ? 'image' : 'link',
    children: readAll(text.slice(at + (isImage ? 2 : 1), link.close), depth + 1),
    target: text.slice(link.close + 2, link.end - 1),
  });
  return link.end;
}

function readLineEnd({ text, at, frame }: Reader): number {
  addNode(
    frame,
    text.slice(Math.max(at - 2, 0), at) === '  ' ? { kind: 'break' } : { kind: 'text', text: '\n' },
  );
  return at + 1;
}

const readings: Record<string, Reading> = {
  '\\': readEscape,
  '`': readCode,
  '*': readDelimiter,
  _: readDelimiter,
  '~': readDelimiter,
  '[': readLink,
  '!': readLink,
  '\n': readLineEnd,
};

function readAll(text: string, depth: number): Inline[] {
  const reader: Reader = { text, at: 0, frame: makeFrame(), brackets: readBrackets(text), depth };
  while (reader.at < text.length) {
    special.lastIndex = reader.at;
    const next = special.exec(text)?.index ?? text.length;
    if (next > reader.at) addNode(reader.frame, { kind: 'text', text: text.slice(reader.at, next) });
    if (next === text.length) break;
    reader.at = next;
    const end = readings[text[next] ?? '']?.(reader) ?? null;
    if (end === null) addNode(reader.frame, { kind: 'text', text: text[next] ?? '' });
    reader.at = end ?? next + 1;
  }
  return closeFrame(reader.frame);
}

/** The spans of one paragraph. Takes time in proportion to its length. */
export function parseInline(text: string): Inline[] {
  return readAll(text, 0);
}
