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
  const hunks = withoutMoved(diffLines(before, after, { isOutOfTime }).hunks);
  let bytes = 0;
  for (const [index, { kind, lines }] of hunks.entries()) {
    if (kind !== 'removed') continue;
    const gone = lines.join('');
    const next = hunks[index + 1];
    bytes += next?.kind === 'added' ? lostWords(gone, next.lines.join(''), isOutOfTime) : sizeOf(gone);
  }
  const size = sizeOf(before);
  return { bytes, share: size === 0 ? 0 : bytes / size };
}

/** The hunks without the lines that were removed in one place and added in another, on either side as often. */
function withoutMoved(hunks: readonly LineHunk[]): LineHunk[] {
  const added = countLines(hunks, 'added');
  const removed = countLines(hunks, 'removed');
  return hunks.map(({ kind, lines }) => {
    if (kind === 'equal') return { kind, lines };
    const others = kind === 'removed' ? added : removed;
    return { kind, lines: lines.filter((line) => !takeOne(others, line)) };
  });
}

/** How often each line is in the hunks of one kind. */
function countLines(hunks: readonly LineHunk[], kind: LineHunk['kind']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const hunk of hunks) {
    if (hunk.kind !== kind) continue;
    for (const line of hunk.lines) counts.set(line, (counts.get(line) ?? 0) + 1);
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
