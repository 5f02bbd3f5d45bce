import { expect, test } from 'vitest';

import type { VersionResource } from '@/lib/versions/schema';

import { toPastRows } from './past-rows';

function at(path: string | null): VersionResource {
  return {
    id: `version of ${path}`,
    type: 'memory_version',
    memory_store_id: 'memstore_1',
    memory_id: 'mem_1',
    operation: 'created',
    path,
    content: null,
    content_sha256: null,
    content_size_bytes: null,
    created_at: '2026-11-20T00:00:00.000000Z',
    created_by: null,
    redacted_at: null,
    redacted_by: null,
  };
}

test('each folder stands once above what is in it', () => {
  const rows = toPastRows([at(null), at('/a/b/one'), at('/a/b/two'), at('/a/c/three'), at('/four')]);
  expect(rows.map(({ kind, name, depth }) => `${kind} ${depth} ${name}`)).toEqual([
    'memory 0 a memory that was redacted since',
    'folder 0 a',
    'folder 1 b',
    'memory 2 one',
    'memory 2 two',
    'folder 1 c',
    'memory 2 three',
    'memory 0 four',
  ]);
});

test('keys differ, also of folders of one name', () => {
  const rows = toPastRows([at('/a/x/one'), at('/b/x/one')]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
