import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteStore } from '@/lib/stores/delete-store';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { archiveMemory } from './archive-memory';
import { deleteMemory } from './delete-memory';
import { listTree } from './list-tree';
import { listTreeOperation } from './tree';
import type { TreePage } from './tree';

useDatabase();

const paths = [
  '/a',
  '/folder-archive/x',
  '/folder/deep/er/z',
  '/folder/x',
  '/folder/y',
  '/folder.md',
  '/z/1',
  '/z/2',
  '/é',
];
/** In byte order, so that the full stop comes before the slash. */
const entries = ['/a', '/folder-archive/', '/folder.md', '/folder/', '/z/', '/é'];

let system: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
  for (const path of paths) await makeMemory(system, storeId, { path });
  const gone = await makeMemory(system, storeId, { path: '/gone/x' });
  await deleteMemory(system, { storeId, memoryId: gone.id }, undefined);
});

type Asked = { path_prefix?: string; start_at?: string; limit?: number; page?: string | null };

function open(asked: Asked = {}): Promise<TreePage> {
  return listTree(system, listTreeOperation.body.parse({ memory_store_id: storeId, ...asked }));
}

const pathsOf = (page: TreePage) => page.data.map((entry) => entry.path);

/** Every page in one direction, in the order in which they are fetched. */
async function follow(asked: Asked, way: 'next_page' | 'prev_page'): Promise<string[][]> {
  const pages: string[][] = [];
  let page: TreePage | null = await open(asked);
  while (page) {
    pages.push(pathsOf(page));
    const cursor: string | null = page[way];
    page = cursor === null ? null : await open({ ...asked, page: cursor });
  }
  return pages;
}

describe('listTree', () => {
  test.each([
    ['/', entries],
    ['/folder/', ['/folder/deep/', '/folder/x', '/folder/y']],
    ['/folder/deep/', ['/folder/deep/er/']],
    ['/none/', []],
    ['/%/', []],
  ])('lists the entries of %s in byte order', async (path_prefix, expected) => {
    const page = await open({ path_prefix });
    expect(pathsOf(page)).toEqual(expected);
    expect([page.next_page, page.prev_page]).toEqual([null, null]);
  });

  test('counts what is below each folder, and shows memories with their governance', async () => {
    const { data } = await open();
    const folders = data.filter((entry) => entry.type === 'memory_folder');
    expect(folders.map((folder) => [folder.path, folder.memory_count, folder.is_more])).toEqual([
      ['/folder-archive/', 1, false],
      ['/folder/', 3, false],
      ['/z/', 2, false],
    ]);
    expect(data[0]).toMatchObject({
      type: 'memory',
      path: '/a',
      content: null,
      governance: { withheld: [] },
    });
  });

  test('goes on both ways, each entry once', async () => {
    expect(await follow({ limit: 4 }, 'next_page')).toEqual([entries.slice(0, 4), entries.slice(4)]);
    const last = { start_at: '/é', limit: 4 };
    expect(await follow(last, 'prev_page')).toEqual([['/é'], entries.slice(1, 5), entries.slice(0, 1)]);
  });

  test.each([
    ['/folder.md', '/folder.md'],
    ['/folder/deep/er/z', '/folder/'],
    ['/folder/nothing/there', '/folder/'],
    ['/g', '/z/'],
  ])('begins for %s at %s', async (start_at, expected) => {
    const page = await open({ start_at, limit: 1 });
    expect(pathsOf(page)).toEqual([expected]);
    expect(page.prev_page).not.toBeNull();
  });

  test('begins behind the last entry with nothing, and goes back from there', async () => {
    const page = await open({ start_at: '/ü', limit: 2 });
    expect(page).toMatchObject({ data: [], next_page: null });
    expect(pathsOf(await open({ limit: 2, page: page.prev_page }))).toEqual(['/z/', '/é']);
  });

  test('stays where it is while entries come and go', async () => {
    const store = await makeStore(system);
    const made = new Map<string, string>();
    for (const path of ['/b/1', '/c', '/d'])
      made.set(path, (await makeMemory(system, store.id, { path })).id);
    const asked = { memory_store_id: store.id, limit: 2 };
    const list = (more: object) => listTree(system, listTreeOperation.body.parse({ ...asked, ...more }));
    const first = await list({});
    await deleteMemory(system, { storeId: store.id, memoryId: made.get('/c') ?? '' }, undefined);
    await makeMemory(system, store.id, { path: '/b/0' });
    await makeMemory(system, store.id, { path: '/ca' });
    expect(pathsOf(await list({ page: first.next_page }))).toEqual(['/ca', '/d']);
  });

  test('counts what is withheld too', async () => {
    const { id } = await makeStore(system);
    const { id: memoryId } = await makeMemory(system, id, { path: '/f/1' });
    await makeMemory(system, id, { path: '/f/2' });
    await archiveMemory(system, { storeId: id, memoryId }, {});
    const [folder] = (await listTree(system, { memory_store_id: id, path_prefix: '/', limit: 1 })).data;
    expect(folder).toEqual({ type: 'memory_folder', path: '/f/', memory_count: 2, is_more: false });
  });

  test('is for people and operators who may read memories', async () => {
    const body = listTreeOperation.body.parse({ memory_store_id: storeId });
    const viewer = await makeMember(system, 'viewer');
    expect(pathsOf(await listTree(viewer, body))).toEqual(entries);
    for (const actor of [await makeMember(system, 'auditor'), await makeKey(system, { kind: 'agent' })])
      await expect(listTree(actor, body)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test("another workspace's store is not found, nor is a deleted one", async () => {
    const other = (await makeWorkspace()).system;
    const doomed = await makeStore(other);
    await deleteStore(other, doomed.id);
    for (const id of [storeId, doomed.id]) {
      const body = listTreeOperation.body.parse({ memory_store_id: id });
      await expect(listTree(other, body)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('refuses a start outside the folder, and a cursor of another one', async () => {
    await expect(open({ path_prefix: '/folder/', start_at: '/a' })).rejects.toThrow(/^start_at: /);
    const { next_page: page } = await open({ limit: 1 });
    await expect(open({ path_prefix: '/folder/', page })).rejects.toThrow(/^page: /);
    expect(page).not.toContain('/a');
  });
});
