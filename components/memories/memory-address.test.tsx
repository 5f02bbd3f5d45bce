import { expect, test } from 'vitest';

import { readAddress, writeAddress } from './memory-address';

test('what is usual is not said', () => {
  expect(writeAddress({ view: 'content', version: null })).toBe('');
});

test('an address is read as it was written', () => {
  const address = { view: 'diff', version: 'memver_3', from: 'memver_1', to: 'memver_2' } as const;
  expect(readAddress(new URLSearchParams(writeAddress(address)))).toEqual(address);
});

test('a view that does not exist is the content', () => {
  expect(readAddress(new URLSearchParams('view=html'))).toMatchObject({ view: 'content', version: null });
});
