import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { env } from '@/lib/env';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { tarFolder } from '@/lib/testing/folders';
import { collect, snapshot, upload } from '@/lib/testing/transfers';

import { exportStore } from './export-store';
import { importStore } from './import-store';
import { importWorkspace } from './import-workspace';
import { listImportItems } from './read';
import { folderType } from './schema';

// The environment is parsed once, at its first use, which is after this.
vi.stubEnv('LIMIT_MEMORIES_PER_STORE', '4');
vi.stubEnv('LIMIT_STORE_BYTES', '100');

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const bytes = (count: number) => 'ü'.repeat(count / 2);

async function outcomesOf(importId: string) {
  const { data } = await listImportItems(operator, importId, { limit: 100 });
  return data.map(({ position, outcome }) => [position, outcome]);
}

async function pathsOf(storeId: string) {
  return (await snapshot(operator, storeId)).map((each) => each?.path);
}

describe('a folder for a store with room for four memories and 100 bytes', () => {
  test('is taken up to the last byte, and what is too large says so', async () => {
    const store = await makeStore(system);
    await makeMemory(operator, store.id, { path: '/there.md', content: bytes(40) });
    const files = { 'a.md': bytes(62), 'b.md': bytes(60), 'c.md': bytes(2), 'd.md': '' };
    const run = await importStore(operator, store.id, upload(await tarFolder(files), folderType));
    expect(run).toMatchObject({ total_count: 4, memory_count: 2, refused_count: 2 });
    expect(await outcomesOf(run.id)).toEqual([
      [1, 'store_too_large'],
      [3, 'store_too_large'],
    ]);
    expect(await pathsOf(store.id)).toEqual(['/b.md', '/d.md', '/there.md']);
  });

  test('is taken up to the last memory', async () => {
    const store = await makeStore(system);
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.md`, name]));
    const run = await importStore(operator, store.id, upload(await tarFolder(files), folderType));
    expect(await outcomesOf(run.id)).toEqual([[5, 'store_full']]);
  });
});

describe('an archive', () => {
  async function makeArchive(): Promise<Buffer> {
    const store = await makeStore(system);
    const gone = await makeMemory(operator, store.id, { content: bytes(100) });
    await deleteMemory(operator, { storeId: store.id, memoryId: gone.id }, undefined);
    await makeMemory(operator, store.id, { path: '/half', content: bytes(60) });
    await makeMemory(operator, store.id, { path: '/small', content: bytes(10) });
    return collect(await exportStore(operator, store.id));
  }

  test('is taken memory by memory while there are bytes left, and deleted memories take none', async () => {
    const store = await makeStore(system);
    await makeMemory(operator, store.id, { path: '/there', content: bytes(50) });
    const run = await importStore(operator, store.id, upload(await makeArchive()));
    expect(run).toMatchObject({ total_count: 3, memory_count: 2, refused_count: 1 });
    expect((await listImportItems(operator, run.id, { limit: 1 })).data[0]).toMatchObject({
      outcome: 'store_too_large',
      source_memory_id: expect.stringMatching(/^mem_/) as string,
    });
    expect(await pathsOf(store.id)).toEqual(['/small', '/there']);
  });

  test('with a store that no store here may be is refused as a whole', async () => {
    const archive = await makeArchive();
    const { system: alone } = await makeWorkspace();
    expect(await importWorkspace(alone, upload(archive))).toMatchObject({ memory_count: 3 });
    // As where the limit was lowered since the archive was made.
    env().LIMIT_STORE_BYTES = 69;
    await expect(importWorkspace(operator, upload(archive))).rejects.toThrow(
      'the memories of a memory store of the archive have more than 69 bytes, the limit here',
    );
  });
});
