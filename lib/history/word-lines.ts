import { splitLines } from '@/lib/versions/lines';
import type { WordSegment } from '@/lib/versions/word-diff';

/** A part of a line; changed parts differ from the other side. */
export type LinePart = { text: string; isChanged: boolean };
/** The parts of each line of one changed block; null where marking words would say nothing. */
export type BlockWords = { before: (LinePart[] | null)[]; after: (LinePart[] | null)[] };

/** A line that shares less than this with the other side was rewritten, and its few equal words are chance. */
const minEqualShare = 0.3;
/** More marks in a line cost the reader, and the browser, more than they tell. */
const maxParts = 120;

/** Cuts the words of one changed block at the ends of lines. Joined, the parts of a side are its text exactly. */
export function splitWords(segments: readonly WordSegment[]): BlockWords {
  return { before: sideOf(segments, 'removed'), after: sideOf(segments, 'added') };
}

function sideOf(segments: readonly WordSegment[], changed: 'removed' | 'added'): BlockWords['before'] {
  const lines: LinePart[][] = [];
  let isOpen = false;
  for (const { kind, text } of segments) {
    if (kind !== 'equal' && kind !== changed) continue;
    for (const piece of splitLines(text)) {
      if (!isOpen) lines.push([]);
      lines.at(-1)?.push({ text: piece, isChanged: kind === changed });
      isOpen = !/[\r\n]$/.test(piece);
    }
  }
  return lines.map((parts) => (isTelling(parts) ? parts : null));
}

function isTelling(parts: readonly LinePart[]): boolean {
  const lengthOf = (some: readonly LinePart[]) => some.reduce((sum, { text }) => sum + text.trim().length, 0);
  const equal = lengthOf(parts.filter((part) => !part.isChanged));
  return parts.length <= maxParts && equal > 0 && equal >= lengthOf(parts) * minEqualShare;
}
