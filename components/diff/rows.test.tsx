import { diffLines as compareLines } from 'diff';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { blocksOf, layOutDiff } from '@/lib/history/diff-layout';
import { diffLines } from '@/lib/versions/line-diff';

import { keyRows, readKey } from './diff-keys';
import { assignSlots } from './slots';

const texts = fc
  .array(fc.constantFrom('a\n', 'b\n', '\n', 'c\n'), { maxLength: 40 })
  .map((lines) => lines.join(''));

test('whatever the lines are, the viewer matches those that we matched and no others', () => {
  fc.assert(
    fc.property(texts, texts, fc.boolean(), (before, after, isSplit) => {
      const blocks = blocksOf(diffLines(before, after).hunks);
      const { pieces } = layOutDiff(blocks, { isSplit, isFolded: false, unfolded: new Set() });
      for (const piece of pieces) {
        if (piece.kind !== 'rows') continue;
        const keys = keyRows(piece.rows, isSplit);
        const kept = compareLines(keys.before, keys.after).filter((part) => !part.added && !part.removed);
        const matched = kept.flatMap((part) => part.value.trimEnd().split('\n'));
        const equal = matched.flatMap((key) => readKey(piece.rows, key)?.row ?? []);
        expect(equal).toEqual(piece.rows.filter((row) => row.change === null));
      }
    }),
  );
});

test('a piece keeps its slot, and there are never more slots than pieces at a time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 30 }), (starts) => {
      let slots = new Map<number, number>();
      for (const start of starts) {
        const shown = [start, start + 1, start + 2, start + 3];
        const next = assignSlots(shown, slots);
        expect(new Set(next.values()).size).toBe(shown.length);
        expect(Math.max(...next.values())).toBeLessThan(shown.length);
        const kept = shown.filter((piece) => slots.has(piece));
        expect(kept.map((piece) => next.get(piece))).toEqual(kept.map((piece) => slots.get(piece)));
        slots = next;
      }
    }),
  );
});
