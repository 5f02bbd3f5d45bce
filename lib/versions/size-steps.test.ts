import { expect, test } from 'vitest';

import { markCliffs } from './size-steps';
import type { SizePoint } from './size-steps';

function history(...sizes: (number | null | 'deleted')[]): SizePoint[] {
  return sizes.map((size, index) => ({
    id: `memver_${index + 1}`,
    number: index + 1,
    bytes: size === 'deleted' ? 0 : size,
    isDeleted: size === 'deleted',
  }));
}

function cliffs(points: readonly SizePoint[]): (number | null)[] {
  return markCliffs(points).map(({ lostShare }) => lostShare && Math.round(lostShare * 100) / 100);
}

test('a destroyed text is a cliff, and growing again is none', () => {
  expect(cliffs(history(7285, 1509, 7285))).toEqual([null, 0.79, null]);
});

test('two fifths are a cliff, a little less is not', () => {
  expect(cliffs(history(1000, 600, 361))).toEqual([null, 0.4, null]);
});

test('a redacted version is a gap over which sizes are compared', () => {
  expect(cliffs(history(1000, null, 100, null, 90))).toEqual([null, null, 0.9, null, null]);
});

test('a deletion is an act of its own, and what comes after it starts anew', () => {
  expect(cliffs(history(1000, 'deleted', 10))).toEqual([null, null, null]);
});

test('an empty text cannot lose anything', () => {
  expect(cliffs(history(0, 0, 10, 0))).toEqual([null, null, null, 1]);
});
