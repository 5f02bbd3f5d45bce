import fc from 'fast-check';
import { expect, test } from 'vitest';

import { arbitrarySequence } from '@/lib/testing/arbitrary-texts';

import { areSameSequence, blocksOf, matchSequences } from './sequence-match';

/** Numerical Recipes' linear congruential generator, its upper bit. */
function noise(seed: number): Int32Array {
  let state = seed;
  return Int32Array.from({ length: 10_000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 31;
  });
}

test('partners are equal and rise', () => {
  fc.assert(
    fc.property(arbitrarySequence, arbitrarySequence, (before, after) => {
      const { partners, isComplete } = matchSequences(before, after);
      expect(isComplete).toBe(true);
      const pairs = [...partners.entries()].filter(([, partner]) => partner !== -1);
      for (const [index, partner] of pairs) expect(after[partner]).toBe(before[index]);
      const places = pairs.map(([, partner]) => partner);
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});

test('a sequence is matched with itself from end to end, and with an extension of itself', () => {
  fc.assert(
    fc.property(arbitrarySequence, arbitrarySequence, (sequence, more) => {
      const all = [...sequence.keys()];
      expect([...matchSequences(sequence, sequence).partners]).toEqual(all);
      expect([...matchSequences(sequence, Int32Array.of(...sequence, ...more)).partners]).toEqual(all);
    }),
  );
});

test('blocks alternate, leave nothing out, and are equal where they say so', () => {
  fc.assert(
    fc.property(arbitrarySequence, arbitrarySequence, (before, after) => {
      const blocks = blocksOf(matchSequences(before, after).partners, after.length);
      expect(blocks.flatMap((block) => [...before.subarray(block.beforeStart, block.beforeEnd)])).toEqual([
        ...before,
      ]);
      expect(blocks.flatMap((block) => [...after.subarray(block.afterStart, block.afterEnd)])).toEqual([
        ...after,
      ]);
      for (const block of blocks) {
        if (!block.isEqual) continue;
        const [old, fresh] = [
          before.subarray(block.beforeStart, block.beforeEnd),
          after.subarray(block.afterStart, block.afterEnd),
        ];
        expect(areSameSequence(old, fresh)).toBe(true);
      }
    }),
  );
});

test('elements that occur once hold the match in place where repeated ones would mislead it', () => {
  const before = Int32Array.of(0, 9, 0, 1, 0, 8, 0);
  const after = Int32Array.of(0, 7, 0, 0, 9, 0, 1, 0, 6, 0);
  const { partners } = matchSequences(before, after);
  expect([partners[1], partners[3]]).toEqual([4, 6]);
});

test('without time only common ends are matched, and the result says that it is not complete', () => {
  const { partners, isComplete } = matchSequences(
    Int32Array.of(1, 2, 3, 4, 5),
    Int32Array.of(1, 3, 2, 6, 5),
    () => true,
  );
  expect([...partners]).toEqual([0, -1, -1, -1, 4]);
  expect(isComplete).toBe(false);
});

test('time that runs out in the middle leaves a right, coarser match', () => {
  fc.assert(
    fc.property(arbitrarySequence, arbitrarySequence, fc.nat({ max: 12 }), (before, after, ticks) => {
      let left = ticks;
      const { partners } = matchSequences(before, after, () => (left -= 1) < 0);
      const places = [...partners].filter((partner) => partner !== -1);
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      const matched = before.filter((_, index) => partners[index] !== -1);
      expect([...matched]).toEqual(places.map((place) => after[place]));
    }),
  );
});

test('long sequences of few elements are matched with bounded effort', () => {
  const { partners, isComplete } = matchSequences(noise(1), noise(2));
  expect(isComplete).toBe(false);
  expect(partners.filter((partner) => partner !== -1).length).toBeGreaterThan(5000);
});
