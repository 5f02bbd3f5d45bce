import fc from 'fast-check';
import { expect, test } from 'vitest';

import { findCircle } from './find-circle';
import type { Blocked } from './find-circle';

const blocked = (pairs: string): Blocked[] =>
  pairs.split(' ').map((pair) => ({ memoryId: pair[0]!, blockedBy: pair[1] ?? null }));

test.each([
  ['two that swapped', 'ab ba', ['a', 'b']],
  ['three in turn', 'ab bc ca', ['a', 'b', 'c']],
  ['one behind a circle', 'xa ab ba', ['a', 'b']],
  ['a second circle, where the first way ends', 'xy ab ba', ['a', 'b']],
  ['somebody else at the end', 'ab bz', null],
  ['another reason', 'a b', null],
])('%s', (_, pairs, circle) => {
  expect(findCircle(blocked(pairs))).toEqual(circle);
});

test('what is found is a circle, and none is overlooked', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const blockers = fc.array(fc.constantFrom(...names, null), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(blockers, (each) => {
      const all = each.map((blockedBy, index) => ({ memoryId: names[index]!, blockedBy }));
      const next = (id: string | null) => all.find(({ memoryId }) => memoryId === id)?.blockedBy ?? null;
      const circle = findCircle(all);
      const comesBack = all.some(({ memoryId }) => {
        let at: string | null = next(memoryId);
        for (let steps = 0; steps < names.length && at !== memoryId; steps += 1) at = next(at);
        return at === memoryId;
      });
      expect(circle !== null).toBe(comesBack);
      circle?.forEach((id, index) => expect(next(id)).toBe(circle[(index + 1) % circle.length]));
    }),
  );
});
