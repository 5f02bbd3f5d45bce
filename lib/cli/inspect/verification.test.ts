import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import type { VersionResource } from '@/lib/versions/schema';

import { checkVersion } from './verification';

const content = 'ä text';
const sound = {
  id: 'memver_01',
  operation: 'modified',
  path: '/a.md',
  content,
  content_sha256: createHash('sha256').update(content).digest('hex'),
  content_size_bytes: 7,
  redacted_at: null,
} as VersionResource;
const blank = { content: null, content_sha256: null, content_size_bytes: null };
const redacted = { redacted_at: '2026-11-20T00:00:00Z' };

test.each([
  ['a sound version', {}, 0],
  ['a deletion', { ...blank, operation: 'deleted' as const }, 0],
  ['a redacted version', { ...blank, ...redacted }, 0],
  ['another text', { content: 'a text!' }, 1],
  ['another size', { content_size_bytes: 6 }, 1],
  ['a text that is missing', { content: null }, 1],
  ['a redacted version that still has a hash', { ...blank, ...redacted, content_sha256: 'ab' }, 1],
])('%s has its faults counted', (_, fields, count) => {
  expect(checkVersion({ ...sound, ...fields })).toHaveLength(count);
});
