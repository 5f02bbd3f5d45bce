import { expect, test } from 'vitest';

import { rowsToDraw, scrollTopFor, sightOf } from './row-window';

const box = { rowPx: 32, topPx: 0, scrollTopPx: 0, heightPx: 320 };

test('rows that are in sight only in part count', () => {
  expect(sightOf(box)).toEqual({ first: 0, last: 9 });
  expect(sightOf({ ...box, scrollTopPx: 16 })).toEqual({ first: 0, last: 10 });
  expect(sightOf({ ...box, scrollTopPx: 32 })).toEqual({ first: 1, last: 10 });
});

test('what stays at the top covers rows, and pushes them down', () => {
  expect(sightOf({ ...box, topPx: 32 })).toEqual({ first: 0, last: 8 });
  expect(sightOf({ ...box, topPx: 32, scrollTopPx: 64 })).toEqual({ first: 1, last: 10 });
});

test('a box without a height has one row', () => {
  expect(sightOf({ ...box, heightPx: 0, scrollTopPx: 64 })).toEqual({ first: 2, last: 2 });
});

test('some rows beyond sight are drawn, as far as there are any', () => {
  expect(rowsToDraw({ first: 4, last: 5 }, { count: 100, beyondSight: 2 })).toEqual([2, 3, 4, 5, 6, 7]);
  expect(rowsToDraw({ first: 0, last: 2 }, { count: 2, beyondSight: 8 })).toEqual([0, 1]);
  expect(rowsToDraw({ first: 0, last: 9 }, { count: 0, beyondSight: 8 })).toEqual([]);
});

test('when rows went, the last of the rest are drawn until the box is looked at again', () => {
  expect(rowsToDraw({ first: 50, last: 60 }, { count: 3, beyondSight: 1 })).toEqual([1, 2]);
});

test('a kept row is drawn once, in its place', () => {
  const sight = { first: 4, last: 5 };
  expect(rowsToDraw(sight, { count: 9, beyondSight: 0, keptRow: 1 })).toEqual([1, 4, 5]);
  expect(rowsToDraw(sight, { count: 9, beyondSight: 0, keptRow: 5 })).toEqual([4, 5]);
  expect(rowsToDraw(sight, { count: 9, beyondSight: 0, keptRow: 8 })).toEqual([4, 5, 8]);
  expect(rowsToDraw(sight, { count: 9, beyondSight: 0, keptRow: 9 })).toEqual([4, 5]);
});

test('a row comes into sight by the shortest way', () => {
  const scrolled = { ...box, scrollTopPx: 320 };
  expect(scrollTopFor(12, scrolled)).toBe(320);
  expect(scrollTopFor(9, scrolled)).toBe(288);
  expect(scrollTopFor(20, scrolled)).toBe(352);
  expect(scrollTopFor(10, { ...scrolled, topPx: 32 })).toBe(320);
  expect(scrollTopFor(19, { ...scrolled, topPx: 32 })).toBe(352);
});
