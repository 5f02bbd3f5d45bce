import { foldWithOrigin } from './fold';
import type { Terms } from './terms';

/** Offsets count UTF-16 units, as strings in JavaScript do. */
export type Mark = { start: number; end: number };
export type Snippet = { field: 'content' | 'path'; text: string; marks: Mark[] };

const charactersBefore = 60;
const charactersShown = 240;
const maxSnippets = 3;
/** A text that repeats a word thousands of times needs no more than the first of them. */
const maxMarks = 200;

function findAll(text: string, word: string): Mark[] {
  const found: Mark[] = [];
  for (
    let at = text.indexOf(word);
    at >= 0 && found.length < maxMarks;
    at = text.indexOf(word, at + word.length)
  ) {
    found.push({ start: at, end: at + word.length });
  }
  return found;
}

function mergeMarks(marks: Mark[]): Mark[] {
  const merged: Mark[] = [];
  for (const mark of marks.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && mark.start <= last.end) last.end = Math.max(last.end, mark.end);
    else merged.push({ ...mark });
  }
  return merged;
}

/** Where the original shows the phrase, or else the words. A code point that holds part of a match is marked whole. */
export function findMarks(original: string, { words, phrase }: Terms): Mark[] {
  const { text, starts, ends } = foldWithOrigin(original);
  const whole = findAll(text, phrase);
  const found = whole.length > 0 ? whole : words.flatMap((word) => findAll(text, word));
  return mergeMarks(found.map(({ start, end }) => ({ start: starts[start]!, end: ends[end - 1]! })));
}

/** A position that does not cut a surrogate pair in two. */
function between(text: string, position: number): number {
  const isInside = position > 0 && /^[\uDC00-\uDFFF]/.test(text.slice(position, position + 1));
  return isInside ? position - 1 : position;
}

/** Pieces of a content around its first marks, at most three, and whole the path when it has any. */
export function makeSnippets(texts: { path: string; content: string }, terms: Terms): Snippet[] {
  const snippets: Snippet[] = [];
  const inPath = findMarks(texts.path, terms);
  if (inPath.length > 0) snippets.push({ field: 'path', text: texts.path, marks: inPath });
  let left = findMarks(texts.content, terms);
  for (let count = 0; count < maxSnippets && left.length > 0; count += 1) {
    const [first] = left;
    const from = between(texts.content, Math.max(0, first!.start - charactersBefore));
    const to = between(
      texts.content,
      Math.min(texts.content.length, Math.max(from + charactersShown, first!.end)),
    );
    const shown = left.filter((mark) => mark.end <= to);
    const marks = shown.map(({ start, end }) => ({ start: start - from, end: end - from }));
    snippets.push({ field: 'content', text: texts.content.slice(from, to), marks });
    left = left.slice(shown.length);
  }
  return snippets;
}
