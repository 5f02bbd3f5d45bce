import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffLines } from '@/lib/versions/line-diff';

import { blocksOf, layOutDiff } from './diff-layout';
import type { DiffPiece } from './diff-layout';

const texts = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n', 'e'), { maxLength: 60 })
  .map((lines) => lines.join(''));

const layOut = (before: string, after: string, options: { isSplit: boolean; isFolded: boolean }) =>
  layOutDiff(blocksOf(diffLines(before, after).hunks), { ...options, unfolded: new Set() });

const rowsIn = (pieces: readonly DiffPiece[]) =>
  pieces.flatMap((piece) => (piece.kind === 'rows' ? piece.rows : []));

test('unfolded rows hold both texts, each line once and with its number', () => {
  fc.assert(
    fc.property(texts, texts, fc.boolean(), (before, after, isSplit) => {
      const rows = rowsIn(layOut(before, after, { isSplit, isFolded: false }).pieces);
      const left = rows.flatMap((row) => row.left ?? []);
      const right = rows.flatMap((row) => row.right ?? []);
      expect(left.map(({ text }) => text).join('')).toBe(before);
      expect(right.map(({ text }) => text).join('')).toBe(after);
      expect(left.map(({ number }) => number)).toEqual(left.map((_, index) => index + 1));
      expect(right.map(({ number }) => number)).toEqual(right.map((_, index) => index + 1));
    }),
  );
});

test('what is folded away and what is shown are all the lines, and every change is shown', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const all = rowsIn(layOut(before, after, { isSplit: true, isFolded: false }).pieces);
      const { pieces, changes } = layOut(before, after, { isSplit: true, isFolded: true });
      const folded = pieces.flatMap((piece) => (piece.kind === 'fold' ? [piece.count] : []));
      expect(rowsIn(pieces).length + folded.reduce((sum, count) => sum + count, 0)).toBe(all.length);
      expect(rowsIn(pieces).filter((row) => row.change !== null)).toEqual(
        all.filter((row) => row.change !== null),
      );
      for (const [index, { piece, row }] of changes.entries()) {
        const place = pieces[piece];
        expect(place?.kind === 'rows' && place.rows[row]?.change).toBe(index);
      }
    }),
  );
});

test('three unchanged lines stand around a change, and a fold says where it begins', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('');
  const { pieces } = layOut(before, before.replace('line 10\n', 'changed\n'), {
    isSplit: true,
    isFolded: true,
  });
  expect(pieces.map(({ kind }) => kind)).toEqual(['fold', 'rows', 'fold']);
  expect(pieces[0]).toEqual({ kind: 'fold', block: 0, count: 6, line: 1 });
  expect(pieces[2]).toEqual({ kind: 'fold', block: 2, count: 7, line: 14 });
  expect(rowsIn(pieces).map((row) => row.left?.number)).toEqual([7, 8, 9, 10, 11, 12, 13]);
});

test('in one column the removed lines come before the added ones', () => {
  const { pieces } = layOut('a\nb\n', 'c\nd\n', { isSplit: false, isFolded: true });
  expect(rowsIn(pieces).map(({ left, right }) => left?.text ?? right?.text)).toEqual([
    'a\n',
    'b\n',
    'c\n',
    'd\n',
  ]);
});
