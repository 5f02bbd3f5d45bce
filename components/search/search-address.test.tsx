import { describe, expect, test } from 'vitest';

import { readSearchAddress, toPrefix, toSearch, writeSearchAddress } from './search-address';
import type { SearchAddress } from './search-address';

function read(address: string): SearchAddress {
  const url = new URL(address, 'http://localhost');
  return readSearchAddress(url.searchParams, new URLSearchParams(url.hash.slice(1)));
}

describe('the address of a search', () => {
  test('is read back as it was written', () => {
    const address: SearchAddress = {
      text: 'köln & #1',
      under: '/users/åsa',
      searched: 'heads',
      store: 'memstore_1',
      state: 'restricted',
      by: { type: 'session_actor', id: 'sesn:1' },
      from: '2026-01-01T00:00:00.000Z',
      until: null,
      order: 'recent',
    };
    expect(read(writeSearchAddress(address))).toEqual(address);
  });

  test('keeps what was typed out of what is sent', () => {
    const [sent = ''] = writeSearchAddress({ ...read('/'), text: 'secret', under: '/users/' }).split('#');
    expect(sent).toBe('');
  });

  test('takes what it does not know for absent', () => {
    expect(read('/?state=odd&by=nobody:1&order=odd&in=odd')).toEqual(read('/'));
  });
});

test('a folder may be typed with or without its slashes', () => {
  expect(['users', '/users/', ' users/a ', '/', ''].map(toPrefix)).toEqual([
    '/users/',
    '/users/',
    '/users/a/',
    '/',
    '/',
  ]);
});

test('old versions are not searched by state, which is of the newest', () => {
  expect(toSearch(read('/?in=history&state=locked#q=abc'))).toEqual({
    query: 'abc',
    in: 'history',
    order: 'relevance',
    path_prefix: '/',
    updated_at: {},
  });
});
