import fc from 'fast-check';
import { assert, expect, test } from 'vitest';

import { arbitrarySequence } from '@/lib/testing/arbitrary-texts';

import { findSplit } from './middle-snake';
import type { Split } from './middle-snake';
import { neverOutOfTime } from './sequence-match';

function distanceBetween(a: Int32Array, b: Int32Array): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const element of a) {
    const next = [(row[0] ?? 0) + 1];
    for (const [index, other] of b.entries()) {
      const isEqual = element === other;
      const [left, above, corner] = [next[index] ?? 0, row[index + 1] ?? 0, row[index] ?? 0];
      next.push(isEqual ? corner : Math.min(left, above) + 1);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function findWholeSplit(before: Int32Array, after: Int32Array, isOutOfTime = neverOutOfTime): Split | null {
  const range = { beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length };
  return findSplit(before, after, { range, isOutOfTime });
}

function getWholeSplit(before: Int32Array, after: Int32Array): Split {
  const split = findWholeSplit(before, after);
  assert(split, 'no split');
  return split;
}

function isTrimmed(before: Int32Array, after: Int32Array): boolean {
  return before.length > 0 && after.length > 0 && before[0] !== after[0] && before.at(-1) !== after.at(-1);
}

test('the split lies on a shortest edit script and makes both parts smaller', () => {
  fc.assert(
    fc.property(arbitrarySequence, arbitrarySequence, (before, after) => {
      fc.pre(isTrimmed(before, after));
      const split = getWholeSplit(before, after);
      expect(split.isShortest).toBe(true);
      const size = split.before + split.after;
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThan(before.length + after.length);
      const parts =
        distanceBetween(before.subarray(0, split.before), after.subarray(0, split.after)) +
        distanceBetween(before.subarray(split.before), after.subarray(split.after));
      expect(parts).toBe(distanceBetween(before, after));
    }),
    { numRuns: 1000 },
  );
});

test('a search that would take too far stops at a point inside and says so', () => {
  const before = Int32Array.from({ length: 3000 }, () => 1);
  const after = Int32Array.from({ length: 3000 }, () => 2);
  const split = getWholeSplit(before, after);
  expect(split.isShortest).toBe(false);
  expect(split.before + split.after).toBeGreaterThan(0);
  expect(split.before).toBeLessThanOrEqual(3000);
  expect(split.after).toBeLessThanOrEqual(3000);
});

test('without time there is no split', () => {
  expect(findWholeSplit(Int32Array.of(1), Int32Array.of(2), () => true)).toBeNull();
});
