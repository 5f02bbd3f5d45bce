import { expect, test } from 'vitest';

import { addNews, isOwn } from './news';
import type { ChangeResource } from './schema';

const session = { type: 'session_actor', session_id: 'sesn_a' } as const;
const person = { type: 'user_actor', user_id: 'user_a' } as const;

function change(overrides: Partial<ChangeResource> = {}): ChangeResource {
  return {
    id: 'audit_a',
    type: 'change',
    action: 'memory.updated',
    actor: session,
    target: { type: 'memory', id: 'mem_a' },
    memory_store_id: 'memstore_a',
    memory_id: 'mem_a',
    memory_version_id: 'memver_a',
    recorded_at: '2026-11-20T00:00:00.000000Z',
    ...overrides,
  };
}

test('nothing told is no news', () => {
  expect(addNews(null, [], 'mem_a')).toBeNull();
});

test('changes are counted over several batches, with who did all of them', () => {
  const first = addNews(null, [change(), change()], null);
  const news = addNews(first, [change()], null);
  expect(news).toEqual({ count: 3, by: session, isByAgents: true, here: null });
});

test('of several actors none is named again, whoever comes last', () => {
  const news = addNews(null, [change(), change({ actor: person }), change()], null);
  expect(news).toMatchObject({ by: null, isByAgents: false });
});

test('the newest change of the memory that is looked at is kept, whatever comes after it', () => {
  const newest = change({ memory_version_id: 'memver_b' });
  const elsewhere = change({ memory_id: 'mem_b' });
  const news = addNews(null, [change(), newest, elsewhere], 'mem_a');
  expect(news?.here).toEqual({ count: 2, last: newest });
});

test('a person did what they did themselves, and nothing else', () => {
  expect([session, person].map((actor) => isOwn(change({ actor }), 'user_a'))).toEqual([false, true]);
});
