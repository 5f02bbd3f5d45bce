import { expect, test } from 'vitest';

import type { MemoryResource } from '@/lib/memories/schema';

import { consequenceOfText } from './consequences';

const served: NonNullable<MemoryResource['governance']> = {
  withheld: [],
  archived_at: null,
  quarantined_at: null,
  restricted_at: null,
  locked_at: null,
  head_version_id: 'memver_2',
  served_version_id: 'memver_2',
  version_count: 2,
  reads: { read_count_7d: 0, delivered_count_7d: 0 },
};
const since = '2026-01-01T00:00:00Z';

test('agents are said to read a text only where they will', () => {
  expect(consequenceOfText(served)).toContain('Agents will read this text from now on.');
  const archived = { ...served, withheld: ['archived' as const], archived_at: since };
  expect(consequenceOfText(archived)).toContain('not served');
  const heldBack = { ...served, quarantined_at: since, served_version_id: 'memver_1' };
  expect(consequenceOfText(heldBack)).toContain('earlier version');
});
