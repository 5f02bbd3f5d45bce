import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { arbitraryText } from '@/lib/testing/arbitrary-texts';

import { diffLines } from './line-diff';
import type { LineHunk } from './line-diff';
import { splitLines } from './lines';

function joinWithout(hunks: readonly LineHunk[], kind: LineHunk['kind']): string {
  return hunks.flatMap((hunk) => (hunk.kind === kind ? [] : hunk.lines)).join('');
}

describe('hunks', () => {
  test('lead from before to after and back, with and without time', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, fc.nat({ max: 6 }), (before, after, ticks) => {
        let left = ticks;
        for (const isOutOfTime of [() => false, () => (left -= 1) < 0]) {
          const { hunks } = diffLines(before, after, { isOutOfTime });
          expect(joinWithout(hunks, 'added')).toBe(before);
          expect(joinWithout(hunks, 'removed')).toBe(after);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are not empty, and no two neighbours could be one', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, (before, after) => {
        const { hunks } = diffLines(before, after);
        const kinds = hunks.map(({ kind }) => kind).join(' ');
        expect(hunks.every(({ lines }) => lines.length > 0)).toBe(true);
        expect(kinds).not.toMatch(/equal equal|added added|removed removed|added removed/);
      }),
    );
  });

  test('tell a line without its end from one with it', () => {
    expect(diffLines('a\nb', 'a\r\nb\n').hunks).toEqual([
      { kind: 'removed', lines: ['a\n', 'b'] },
      { kind: 'added', lines: ['a\r\n', 'b\n'] },
    ]);
  });

  test('of a text and itself are equal; of nothing, none', () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        const lines = splitLines(text);
        const { hunks, isComplete } = diffLines(text, text, { isOutOfTime: () => true });
        expect(hunks).toEqual(lines.length === 0 ? [] : [{ kind: 'equal', lines }]);
        expect(isComplete).toBe(true);
      }),
    );
  });
});

describe('the summary', () => {
  test('counts every line once', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, (before, after) => {
        const { summary } = diffLines(before, after);
        const kept = summary.unchangedLines + summary.changedLines;
        expect(kept + summary.removedLines).toBe(splitLines(before).length);
        expect(kept + summary.addedLines).toBe(splitLines(after).length);
        expect(summary.lostShare).toBeGreaterThanOrEqual(0);
        expect(summary.lostShare).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('says what was changed, added and removed', () => {
    expect(diffLines('a\nb\nc\nd\n', 'a\nB\nB2\nc\n').summary).toEqual({
      addedLines: 1,
      removedLines: 1,
      changedLines: 1,
      unchangedLines: 2,
      lostShare: 0.5,
    });
  });

  test('measures what is lost in bytes, and a moved line is not lost', () => {
    expect(diffLines('äöü\nab\n', 'ab\n').summary.lostShare).toBeCloseTo(0.7);
    expect(diffLines('a\nb\nc\n', 'b\nc\na\n').summary.lostShare).toBe(0);
    expect(diffLines('a\na\n', 'a\n').summary.lostShare).toBe(0.5);
    expect(diffLines('', 'a\n').summary.lostShare).toBe(0);
    expect(diffLines('a', '').summary.lostShare).toBe(1);
  });
});

test('two texts with nothing in common are compared in full', () => {
  const text = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word} ${index}\n`).join('');
  const { hunks, isComplete } = diffLines(text('left'), text('right'));
  expect(isComplete).toBe(true);
  expect(hunks.map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
