import { diffLines } from '@/lib/versions/line-diff';
import type { LineHunk } from '@/lib/versions/line-diff';
import { diffWords } from '@/lib/versions/word-diff';

/** Of how much of a text is gone. `share` is of the UTF-8 bytes before, from 0 to 1. */
export type Loss = { bytes: number; share: number };

const encoder = new TextEncoder();
const sizeOf = (text: string) => encoder.encode(text).length;

/**
 * What of a text is nowhere in the text that replaced it: words of lines that were rewritten or went, but no line that was only moved.
 * Once `isOutOfTime` says yes, what is not matched yet counts as lost.
 */
export function measureLoss(before: string, after: string, isOutOfTime: () => boolean): Loss {
  const { hunks } = diffLines(before, after, { isOutOfTime });
  const moved = countLines(hunks);
  let bytes = 0;
  for (const [index, hunk] of hunks.entries()) {
    if (hunk.kind !== 'removed') continue;
    const gone = hunk.lines.filter((line) => !takeOne(moved, line)).join('');
    const next = hunks[index + 1];
    bytes += next?.kind === 'added' ? lostWords(gone, next.lines.join(''), isOutOfTime) : sizeOf(gone);
  }
  const size = sizeOf(before);
  return { bytes, share: size === 0 ? 0 : bytes / size };
}

/** How often each line was added somewhere. */
function countLines(hunks: readonly LineHunk[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, lines } of hunks) {
    if (kind !== 'added') continue;
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

function takeOne(counts: Map<string, number>, line: string): boolean {
  const count = counts.get(line) ?? 0;
  counts.set(line, count - 1);
  return count > 0;
}

function lostWords(before: string, after: string, isOutOfTime: () => boolean): number {
  const { segments } = diffWords(before, after, { isOutOfTime });
  return sizeOf(segments.flatMap(({ kind, text }) => (kind === 'removed' ? [text] : [])).join(''));
}
