import { expect, test, vi } from 'vitest';

import { deriveId, newId } from './ids';

test('an id has its prefix, 01 and 22 characters that nobody mixes up', () => {
  expect(newId('mem')).toMatch(/^mem_01[1-9A-HJ-NP-Za-km-z]{22}$/);
  expect(newId('memstore')).toMatch(/^memstore_01/);
});

test('no two are equal', () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => newId('audit')));
  expect(ids.size).toBe(10_000);
});

test('they sort, byte by byte, by the time they were made', () => {
  const clock = vi.spyOn(Date, 'now');
  const times = [0, 1, 57, 58, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1];
  const ids = times.map((time) => {
    clock.mockReturnValue(time);
    return newId('memver');
  });
  expect(ids.toSorted()).toEqual(ids);
});

test('a derived one follows from its seed, and those of one millisecond sort by their order', () => {
  const derive = (order: number, seed = `file/${order}`) =>
    deriveId('mem', { atMs: 1_700_000_000_000, seed, order });
  const orders = [0, 1, 57, 58, 255, 256, 65_535, 65_536, 2 ** 32 - 1];
  const ids = orders.map((order) => derive(order));
  expect(ids.toSorted()).toEqual(ids);
  expect(orders.map((order) => derive(order))).toEqual(ids);
  expect(derive(7, 'one file')).not.toBe(derive(7, 'another'));
});
