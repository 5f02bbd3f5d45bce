import { expect, test } from 'vitest';

import { addNews } from '@/lib/live/news';
import type { ChangeResource } from '@/lib/live/schema';

import { describeNews, isComparable } from './news-words';

const base: ChangeResource = {
  id: 'audit_a',
  type: 'change',
  action: 'memory.updated',
  actor: { type: 'session_actor', session_id: 'sesn_1dUx' },
  target: { type: 'memory', id: 'mem_a' },
  memory_store_id: 'memstore_a',
  memory_id: 'mem_a',
  memory_version_id: 'memver_a',
  recorded_at: '2026-11-20T00:00:00.000000Z',
};
const key = { type: 'api_actor', api_key_id: 'apikey_9Qz1' } as const;
const person = { type: 'user_actor', user_id: 'user_77aa' } as const;

function say(changes: Partial<ChangeResource>[], memoryId: string | null = null): string {
  return describeNews(
    addNews(
      null,
      changes.map((change) => ({ ...base, ...change })),
      memoryId,
    )!,
  );
}

test('one change, several, and by whom', () => {
  expect(say([{}])).toBe('1 change by session …1dUx');
  expect(say([{}, {}, {}])).toBe('3 changes by session …1dUx');
  expect(say([{}, { actor: key }])).toBe('2 changes by agents');
  expect(say([{}, { actor: person }])).toBe('2 changes');
});

test('what was done to the memory on the screen goes first', () => {
  expect(say([{}, { memory_id: 'mem_b' }], 'mem_a')).toBe('A newer version was written by session …1dUx');
  expect(say([{}, { actor: key }], 'mem_a')).toBe('2 newer versions were written, the last by API key …9Qz1');
  expect(say([{ action: 'memory.archived', actor: person }], 'mem_a')).toBe(
    'This memory was archived by user …77aa',
  );
  expect(say([{ action: 'memory_version.redacted', actor: person }], 'mem_a')).toBe(
    'A version of this memory was redacted by user …77aa',
  );
});

test('only a version with a text can be compared', () => {
  expect(isComparable(base)).toBe(true);
  expect(isComparable({ ...base, action: 'memory.deleted' })).toBe(false);
  expect(isComparable({ ...base, memory_version_id: null })).toBe(false);
});
