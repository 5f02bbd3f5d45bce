import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffLines } from '@/lib/versions/line-diff';

import { mapChanges } from './change-map';
import { blocksOf } from './diff-layout';

const mapOf = (before: string, after: string) => mapChanges(blocksOf(diffLines(before, after).hunks));

test('a change stands where it is in the text, by its kind', () => {
  expect(mapOf('a\nb\nc\nd\n', 'a\nb\nx\nd\n')).toEqual([
    { kind: 'changed', start: 0.5, length: 0.25, change: 0 },
  ]);
  expect(mapOf('a\n', 'a\nb\n')).toEqual([{ kind: 'added', start: 0.5, length: 0.5, change: 0 }]);
  expect(mapOf('a\n', 'a\n')).toEqual([]);
});

test('there are never more marks than can be told apart, all within the text and in order', () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `line ${index}\n`);
  const after = lines.map((line, index) => (index % 3 === 0 ? `new ${line}` : line));
  const marks = mapOf(lines.join(''), after.join(''));
  expect(marks.length).toBeLessThanOrEqual(160);
  expect(marks.every(({ start, length }) => start >= 0 && start + length <= 1.000001)).toBe(true);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: marks.length - 1 }), (index) => {
      expect(marks[index]!.change).toBeGreaterThan(marks[index - 1]!.change);
    }),
  );
});
