import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteStore } from '@/lib/stores/delete-store';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { readAllPages } from '@/lib/testing/records';

import { deleteMemory } from './delete-memory';
import { listMemories, retrieveMemory } from './read';
import { memoryResource } from './schema';
import type { ListMemoriesQuery } from './schema';

useDatabase();

const paths = ['/a', '/notes-archive/x', '/notes/deep/er/z', '/notes/x', '/notes/y', '/z%_'];

let system: Actor;
let agent: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  storeId = (await makeStore(system)).id;
  for (const path of paths.toReversed()) await makeMemory(agent, storeId, { path });
});

const everything = { path_prefix: '/', depth: 0, view: 'basic' as const, limit: 100 };

async function pathsOf(query: Partial<ListMemoriesQuery>): Promise<string[]> {
  const page = await listMemories(agent, storeId, { ...everything, ...query });
  return page.data.map((item) => item.path);
}

describe('retrieveMemory', () => {
  test('returns content in the full view only, and governance only when asked', async () => {
    const memory = await makeMemory(agent, storeId, { path: '/retrieved', content: 'text' });
    const target = { storeId, memoryId: memory.id };
    expect(await retrieveMemory(agent, target, { view: 'full' })).toEqual(memory);
    expect(await retrieveMemory(agent, target, { view: 'basic' })).toEqual({ ...memory, content: null });
    const governed = await retrieveMemory(system, target, { view: 'full', include: 'governance' });
    expect(memoryResource.parse(governed).governance).toMatchObject({
      withheld: [],
      version_count: 1,
      head_version_id: memory.memory_version_id,
      served_version_id: memory.memory_version_id,
    });
    await deleteMemory(agent, target, undefined);
  });

  test('is forbidden to an auditor, and governance to agents', async () => {
    const memory = await makeMemory(agent, storeId, { path: '/forbidden' });
    const target = { storeId, memoryId: memory.id };
    const auditor = await makeMember(system, 'auditor');
    const refusal = { code: 'forbidden' };
    await expect(retrieveMemory(auditor, target, { view: 'basic' })).rejects.toMatchObject(refusal);
    await expect(
      retrieveMemory(agent, target, { view: 'basic', include: 'governance' }),
    ).rejects.toMatchObject(refusal);
    await expect(listMemories(auditor, storeId, everything)).rejects.toMatchObject(refusal);
    await expect(
      listMemories(agent, storeId, { ...everything, include: 'governance' }),
    ).rejects.toMatchObject(refusal);
    await deleteMemory(agent, target, undefined);
  });

  test('finds nothing in another workspace, another store, an unattached or a deleted one', async () => {
    const store = await makeStore(system);
    const { id: memoryId } = await makeMemory(system, store.id);
    const target = { storeId: store.id, memoryId };
    const other = await makeWorkspace();
    const unattached = await makeSession(system, { [storeId]: 'read_write' });
    const noStore = { code: 'not_found', message: `memory store not found: ${store.id}` };
    const noMemory = { code: 'not_found', message: `memory \`${memoryId}\` not found` };
    await expect(retrieveMemory(other.system, target, { view: 'full' })).rejects.toMatchObject(noStore);
    await expect(listMemories(other.system, store.id, everything)).rejects.toMatchObject(noStore);
    await expect(retrieveMemory(unattached, target, { view: 'full' })).rejects.toMatchObject(noStore);
    await expect(listMemories(unattached, store.id, everything)).rejects.toMatchObject(noStore);
    await expect(retrieveMemory(agent, { storeId, memoryId }, { view: 'full' })).rejects.toMatchObject(
      noMemory,
    );
    await deleteStore(system, store.id);
    await expect(retrieveMemory(system, target, { view: 'full' })).rejects.toMatchObject(noStore);
    for (const depth of [0, 1]) {
      await expect(listMemories(system, store.id, { ...everything, depth })).rejects.toMatchObject(noStore);
    }
  });

  test('cuts a long wrong id in its answer', async () => {
    const refused = retrieveMemory(agent, { storeId, memoryId: 'x'.repeat(500) }, { view: 'full' });
    await expect(refused).rejects.toMatchObject({ message: `memory \`${'x'.repeat(64)}\` not found` });
  });
});

describe('listMemories', () => {
  test('lists everything in byte order of the path', async () => {
    expect(await pathsOf({})).toEqual(paths);
  });

  test.each([
    ['/notes/', ['/notes/deep/er/z', '/notes/x', '/notes/y']],
    ['/notes/deep/', ['/notes/deep/er/z']],
    ['/a/', []],
    ['/none/', []],
    ['/%/', []],
  ])('lists what is below %s, by whole segments', async (path_prefix, expected) => {
    expect(await pathsOf({ path_prefix })).toEqual(expected);
  });

  test.each([
    ['/', ['/a', '/notes-archive/', '/notes/', '/z%_']],
    ['/notes/', ['/notes/deep/', '/notes/x', '/notes/y']],
    ['/notes/deep/', ['/notes/deep/er/']],
    ['/none/', []],
  ])('with depth 1 lists the children of %s', async (path_prefix, expected) => {
    expect(await pathsOf({ path_prefix, depth: 1 })).toEqual(expected);
  });

  test('marks a folder with its path and nothing else', async () => {
    const page = await listMemories(agent, storeId, { ...everything, depth: 1 });
    expect(page.data.filter((item) => item.type === 'memory_prefix')).toEqual([
      { type: 'memory_prefix', path: '/notes-archive/' },
      { type: 'memory_prefix', path: '/notes/' },
    ]);
  });

  test.each([0, 1])(
    'with depth %i goes on where the last page ended, though memories come and go',
    async (depth) => {
      const store = await makeStore(system);
      const doomed = await makeMemory(agent, store.id, { path: '/b/1' });
      for (const path of ['/a', '/c', '/d/1', '/e']) await makeMemory(agent, store.id, { path });
      const query = { ...everything, depth, limit: 2 };
      const first = await listMemories(agent, store.id, query);
      await deleteMemory(agent, { storeId: store.id, memoryId: doomed.id }, undefined);
      await makeMemory(agent, store.id, { path: '/b' });
      const second = await listMemories(agent, store.id, { ...query, page: first.next_page ?? '' });
      const last = await listMemories(agent, store.id, { ...query, page: second.next_page ?? '' });
      expect([second, last].map((page) => page.data.map((item) => item.path))).toEqual([
        ['/c', depth === 0 ? '/d/1' : '/d/'],
        ['/e'],
      ]);
      expect(last.next_page).toBeNull();
    },
  );

  test('ends without a cursor when the last page is exactly full', async () => {
    const page = await listMemories(agent, storeId, { ...everything, limit: paths.length });
    expect(page.next_page).toBeNull();
  });

  test('cuts a full view to 20 a page', async () => {
    const store = await makeStore(system);
    for (let index = 0; index < 21; index += 1)
      await makeMemory(agent, store.id, { content: `text ${index}` });
    const query = { ...everything, view: 'full' as const };
    const page = await listMemories(agent, store.id, query);
    expect(page.data).toHaveLength(20);
    const all = await readAllPages((cursor) => listMemories(agent, store.id, { ...query, page: cursor }));
    expect(all).toHaveLength(21);
    expect(new Set(all.map((item) => (item.type === 'memory' ? item.content : null)))).toEqual(
      new Set(Array.from({ length: 21 }, (_, index) => `text ${index}`)),
    );
  });

  test('refuses a cursor of another list, store or workspace, and one that was touched', async () => {
    const { next_page: page } = await listMemories(agent, storeId, { ...everything, limit: 1 });
    const cursor = page ?? '';
    const otherStore = await makeStore(system);
    const other = await makeWorkspace();
    const attempts = [
      () => listMemories(agent, storeId, { ...everything, depth: 1, page: cursor }),
      () => listMemories(agent, storeId, { ...everything, path_prefix: '/notes/', page: cursor }),
      () => listMemories(agent, otherStore.id, { ...everything, page: cursor }),
      () => listMemories(other.system, storeId, { ...everything, page: cursor }),
      () => listMemories(agent, storeId, { ...everything, page: `${cursor.slice(0, -2)}AA` }),
      () => listMemories(agent, storeId, { ...everything, page: 'page_' }),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ code: 'invalid_request' });
    expect(cursor).not.toContain('/a');
  });
});
