import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { listVersions } from '@/lib/versions/read';

import { importMemories } from './import-memories';
import type { ImportedMemory, ImportedVersion } from './imported-memory';
import { listMemories } from './read';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

function version(overrides: Partial<ImportedVersion> = {}): ImportedVersion {
  const actor = { type: 'session_actor' as const, id: 'sesn_elsewhere' };
  return {
    path: '/a.md',
    content: 'text',
    actor,
    trustTier: 'untrusted',
    agent: 'helper',
    model: null,
    recordedAt: 1n,
    ...overrides,
  };
}

async function contentsOf(storeId: string) {
  const { data } = await listMemories(operator, storeId, {
    limit: 20,
    path_prefix: '/',
    depth: 0,
    view: 'full',
  });
  return data.map((item) => (item.type === 'memory' ? [item.path, item.content] : []));
}

describe('importMemories', () => {
  test('keeps times and actors, marks who brought the versions, and writes one entry', async () => {
    const store = await makeStore(system);
    const history = {
      versions: [
        version(),
        version({ content: 'nul \0', recordedAt: 2n }),
        version({ path: '/b.md', content: '', recordedAt: 3n }),
      ],
    };
    const gone = {
      versions: [version({ path: '/c' }), version({ path: '/c', content: null, recordedAt: 9n })],
    };
    const [id] = await importMemories(operator, store.id, [history, gone]);
    expect(await contentsOf(store.id)).toEqual([['/b.md', '']]);
    const { data } = await listVersions(operator, store.id, {
      limit: 20,
      view: 'full',
      memory_id: id!,
      include: 'governance',
    });
    expect(data.map(({ content, created_at }) => [content, created_at.slice(20)])).toEqual([
      ['', '000003Z'],
      ['nul \0', '000002Z'],
      ['text', '000001Z'],
    ]);
    expect(data[0]).toMatchObject({
      created_by: { type: 'session_actor', session_id: 'sesn_elsewhere' },
      governance: { number: 3, agent: 'helper', imported_by: { type: 'api_actor', api_key_id: operator.id } },
    });
    const trail = await auditOf(system, store.id);
    expect(trail.at(-1)).toMatchObject({
      action: 'memory_store.imported',
      details: { memory_count: 2, memory_version_count: 5 },
    });
  });

  test('keeps redacted versions as gaps, and numbers and states as given', async () => {
    const store = await makeStore(system);
    const by = { type: 'user_actor' as const, id: 'user_elsewhere' };
    const gap = version({
      path: null,
      content: null,
      operation: 'created',
      number: 4,
      redacted: { at: 5n, by },
    });
    await importMemories(operator, store.id, [
      { versions: [gap, version({ number: 7, recordedAt: 6n })], lockedAt: 8n },
    ]);
    const { data } = await listVersions(operator, store.id, {
      limit: 20,
      view: 'full',
      include: 'governance',
    });
    expect(
      data.map((each) => [each.governance?.number, each.operation, each.path, each.redacted_at?.slice(20)]),
    ).toEqual([
      [7, 'modified', '/a.md', undefined],
      [4, 'created', null, '000005Z'],
    ]);
  });

  test.each<[string, ImportedMemory[]]>([
    ['a path twice', [{ versions: [version()] }, { versions: [version()] }]],
    ['a path below a file', [{ versions: [version()] }, { versions: [version({ path: '/a.md/x' })] }]],
  ])('refuses %s and keeps nothing', async (_, memories) => {
    const store = await makeStore(system);
    await expect(importMemories(operator, store.id, memories)).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect(await contentsOf(store.id)).toEqual([]);
  });

  test('finds conflicts between slices too', async () => {
    const store = await makeStore(system);
    const many = Array.from({ length: 260 }, (_, index) => ({
      versions: [version({ path: `/folder/${index}` })],
    }));
    const late = { versions: [version({ path: '/folder' })] };
    await expect(importMemories(operator, store.id, [...many, late])).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await importMemories(operator, store.id, many);
    expect(await contentsOf(store.id)).toHaveLength(20);
  });

  test('is for an empty store, for admins, and inside the workspace', async () => {
    const store = await makeStore(system);
    const memories = [{ versions: [version()] }];
    const reviewer = await makeMember(system, 'reviewer');
    await expect(importMemories(reviewer, store.id, memories)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeWorkspace();
    await expect(importMemories(other.system, store.id, memories)).rejects.toMatchObject({
      code: 'not_found',
    });
    await makeMemory(operator, store.id);
    await expect(importMemories(operator, store.id, memories)).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
