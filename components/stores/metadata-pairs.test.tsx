import fc from 'fast-check';
import { expect, test } from 'vitest';

import { findPairFault, toMetadata, toPairs } from './metadata-pairs';

const key = fc.string({ minLength: 1 }).filter((each) => each !== '__proto__');

test('what was said of a store comes back unchanged', () => {
  fc.assert(
    fc.property(fc.dictionary(key, fc.string()), (metadata) => {
      const pairs = toPairs(metadata);
      expect(findPairFault(pairs)).toBeNull();
      expect(toMetadata(pairs)).toEqual({ ...metadata });
    }),
  );
});

test('an empty pair does not count', () => {
  const pairs = [
    { id: 0, key: 'team', value: 'ops' },
    { id: 1, key: '', value: '' },
  ];
  expect(findPairFault(pairs)).toBeNull();
  expect(toMetadata(pairs)).toEqual({ team: 'ops' });
});

test.each([
  [[{ id: 0, key: '', value: 'ops' }], 'A value stands without a key.'],
  [
    [
      { id: 0, key: 'team', value: 'a' },
      { id: 1, key: 'team', value: 'b' },
    ],
    'The key “team” is there twice.',
  ],
])('%j cannot be sent', (pairs, fault) => {
  expect(findPairFault(pairs)).toBe(fault);
});
