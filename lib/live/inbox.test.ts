import { expect, test } from 'vitest';

import { makeInbox } from './inbox';

test('items come in their order, whether they wait for the reader or the reader for them', async () => {
  const inbox = makeInbox<string>(10);
  inbox.put('first', 5);
  inbox.put('second', 5);
  expect([await inbox.take(), await inbox.take()]).toEqual(['first', 'second']);
  const waiting = inbox.take();
  inbox.put('third', 5);
  expect(await waiting).toBe('third');
});

test('a reader who is too slow is left behind', async () => {
  const inbox = makeInbox<string>(10);
  expect([inbox.put('first', 6), inbox.put('second', 6)]).toEqual([true, false]);
  expect(await inbox.take()).toBeNull();
});

test('what was taken makes room', async () => {
  const inbox = makeInbox<number>(10);
  for (let round = 0; round < 100; round += 1) {
    expect(inbox.put(round, 10)).toBe(true);
    expect(await inbox.take()).toBe(round);
  }
});

test('closing wakes whoever waits', async () => {
  const inbox = makeInbox<string>(10);
  const waiting = inbox.take();
  inbox.close();
  expect(await waiting).toBeNull();
});
