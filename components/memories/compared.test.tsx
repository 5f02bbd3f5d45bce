import { expect, test } from 'vitest';

import type { VersionResource } from '@/lib/versions/schema';

import { pairOf, togglePicked } from './compared';

const newestFirst = ['c', 'b', 'a'].map((id): VersionResource => ({
  id,
  type: 'memory_version',
  memory_store_id: 'memstore_1',
  memory_id: 'mem_1',
  operation: 'modified',
  path: '/a',
  content: null,
  content_sha256: null,
  content_size_bytes: 1,
  created_at: '2026-11-20T10:00:00.000000Z',
  created_by: null,
  redacted_at: null,
  redacted_by: null,
}));

test('a tick comes, goes, and a third one takes the place of the first', () => {
  expect(togglePicked([], 'a')).toEqual(['a']);
  expect(togglePicked(['a'], 'a')).toEqual([]);
  expect(togglePicked(['a', 'b'], 'c')).toEqual(['b', 'c']);
});

test('two are compared from the earlier to the later, whichever was ticked first', () => {
  expect(pairOf(['c', 'a'], newestFirst)).toEqual({ from: 'a', to: 'c' });
  expect(pairOf(['b', 'c'], newestFirst)).toEqual({ from: 'b', to: 'c' });
  expect(pairOf(['b'], newestFirst)).toBeNull();
});
