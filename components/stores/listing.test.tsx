import { expect, test } from 'vitest';

import { orders, readListing, sortBy, states, writeListing } from './listing';

const everyListing = Object.keys(orders).flatMap((order) =>
  Object.keys(states).flatMap((state) =>
    ['asc', 'desc'].map((direction) => readListing(new URLSearchParams({ sort: order, state, direction }))),
  ),
);

test('every list has an address that leads back to it', () => {
  expect(everyListing).toHaveLength(30);
  for (const listing of everyListing) {
    expect(readListing(new URLSearchParams(writeListing(listing)))).toEqual(listing);
  }
});

test('the list that is shown first has the bare address', () => {
  const first = readListing(new URLSearchParams());
  expect(first).toEqual({ order: 'last_write', direction: 'desc', state: 'active' });
  expect(writeListing(first)).toBe('');
});

test.each(['toString', 'nonsense', ''])('an address with %j in it shows the first list', (value) => {
  const params = new URLSearchParams({ sort: value, state: value, direction: value });
  expect(readListing(params)).toEqual(readListing(new URLSearchParams()));
});

test('sorting begins the natural way round, and a second time turns it', () => {
  const byName = sortBy(readListing(new URLSearchParams()), 'name');
  expect(byName).toMatchObject({ order: 'name', direction: 'asc' });
  expect(sortBy(byName, 'name')).toMatchObject({ order: 'name', direction: 'desc' });
  expect(sortBy(byName, 'size')).toMatchObject({ order: 'size', direction: 'desc' });
});
