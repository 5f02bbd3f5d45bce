import { expect, test } from 'vitest';

import type { VersionResource } from '@/lib/versions/schema';

import { marksOf } from './version-badges';

const version: VersionResource = {
  id: 'memver_1',
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
};

function wordsOf(marks: { isHead: boolean; isServed: boolean }, changed: Partial<VersionResource> = {}) {
  return marksOf({ ...version, ...changed }, marks).map(({ word }) => word);
}

test('that the newest version is served goes without saying', () => {
  expect(wordsOf({ isHead: true, isServed: true })).toEqual(['head']);
  expect(wordsOf({ isHead: true, isServed: false })).toEqual(['head']);
});

test('that an earlier version is served does not', () => {
  expect(wordsOf({ isHead: false, isServed: true })).toEqual(['served']);
});

test('a version that is as any other has no mark, and a redacted one has', () => {
  const marks = { isHead: false, isServed: false };
  expect(wordsOf(marks)).toEqual([]);
  expect(wordsOf(marks, { redacted_at: '2026-11-20T11:00:00.000000Z' })).toEqual(['redacted']);
});
