import { expect, test } from 'vitest';

import { readListing } from './session-address';

const read = (search: string) => readListing(new URLSearchParams(search));

test('an address says which sessions are listed', () => {
  expect(read('')).toEqual({});
  expect(read('store=memstore_1&agent=scribe&state=live')).toEqual({
    memory_store_id: 'memstore_1',
    agent: 'scribe',
    is_archived: false,
  });
  expect(read('state=archived')).toEqual({ is_archived: true });
});

test('what it does not know is as if it were absent', () => {
  expect(read('state=constructor&store=&other=1')).toEqual({});
});
