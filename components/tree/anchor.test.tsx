import { expect, test } from 'vitest';

import { findAnchor } from './anchor';
import { rowHeightPx } from './rows';
import type { TreeRow } from './rows';

const folder: TreeRow = {
  kind: 'folder',
  key: '/a/',
  folder: '/',
  depth: 0,
  name: 'a',
  path: '/a/',
  position: 1,
  setSize: 1,
  memoryCount: 7000,
  hasMore: true,
  isOpen: true,
};
const other = (key: string): TreeRow => ({ ...folder, key });
const gap = (side: 'before' | 'after'): TreeRow => ({
  kind: 'gap',
  key: side,
  depth: 1,
  folder: '/a/',
  side,
});

const screenPx = 4 * rowHeightPx;

test('the first row in sight stays', () => {
  const rows = Array.from({ length: 20 }, (_, index) => other(String(index)));
  expect(findAnchor(rows, 0, screenPx)).toBe(0);
  expect(findAnchor(rows, 7 * rowHeightPx + 5, screenPx)).toBe(7);
});

test('what comes in before the loaded children does not push them away', () => {
  const rows = [folder, gap('before'), other('x'), other('y'), gap('after')];
  expect(findAnchor(rows, 0, screenPx)).toBe(2);
  expect(findAnchor(rows, 2 * rowHeightPx, screenPx)).toBe(2);
});
