import { expect, test } from 'vitest';

import { readAhead } from './read-ahead';

async function* count(to: number, made: number[], failAt = Number.POSITIVE_INFINITY) {
  try {
    for (let number = 1; number <= to; number += 1) {
      if (number === failAt) throw new Error('broken');
      made.push(number);
      yield await Promise.resolve(number);
    }
  } finally {
    made.push(0);
  }
}

async function collect(items: AsyncIterable<number>): Promise<number[]> {
  const taken: number[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}

test('hands over every item in order, and makes one more than was taken', async () => {
  const made: number[] = [];
  const items = readAhead(count(3, made));
  expect(await items.next()).toEqual({ done: false, value: 1 });
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toEqual([1, 2]);
  expect(await collect(items)).toEqual([2, 3]);
});

test('throws a failure of the source where its item would be taken', async () => {
  const made: number[] = [];
  const items = readAhead(count(3, made, 2));
  expect(await items.next()).toEqual({ done: false, value: 1 });
  await expect(items.next()).rejects.toThrow('broken');
});

test('ends the source when the taker stops early', async () => {
  const made: number[] = [];
  for await (const item of readAhead(count(9, made))) if (item === 2) break;
  expect(made.at(-1)).toBe(0);
});
