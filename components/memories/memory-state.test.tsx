import { expect, test } from 'vitest';

import type { MemoryResource } from '@/lib/memories/schema';

import { describeState } from './memory-state';

type Governance = NonNullable<MemoryResource['governance']>;

const at = '2026-11-20T10:00:00.000000Z';
const served: Governance = {
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

function words(changes: Partial<Governance>): string[] {
  return describeState({ ...served, ...changes }).map((state) => state.word);
}

test.each<[string, Partial<Governance>, string[]]>([
  ['nothing stands in the way', {}, ['Served']],
  ['locked', { locked_at: at }, ['Served', 'Locked']],
  ['archived', { withheld: ['archived'], archived_at: at, served_version_id: null }, ['Archived']],
  [
    'two reasons at once',
    { withheld: ['archived', 'restricted'], archived_at: at, restricted_at: at },
    ['Archived', 'Withheld'],
  ],
  [
    'quarantined, with an earlier version to serve',
    { quarantined_at: at, served_version_id: 'memver_1' },
    ['Newest version quarantined'],
  ],
  [
    'quarantined, with nothing to serve',
    { withheld: ['quarantined'], quarantined_at: at, served_version_id: null },
    ['Quarantined'],
  ],
])('%s', (_, changes, expected) => {
  expect(words(changes)).toEqual(expected);
});
