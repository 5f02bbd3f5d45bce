import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { lockMemory } from '@/lib/memories/lock-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
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

import type { SearchPathsBody } from './schema';
import { searchPaths } from './search-paths';

useDatabase();

const paths = [
  '/Notes/Alpha.md',
  '/archived/alpha',
  '/gone',
  '/locked/alpha',
  '/résumé/ÉTÉ.md',
  '/under_score%',
];

let system: Actor;
let agent: Actor;
let first: string;
let second: string;
const idOf = new Map<string, string>();

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  first = (await makeStore(system)).id;
  second = (await makeStore(system)).id;
  for (const path of paths.toReversed()) idOf.set(path, (await makeMemory(system, first, { path })).id);
  await makeMemory(system, second, { path: '/Other/ALPHA' });
  const target = (path: string) => ({ storeId: first, memoryId: idOf.get(path) ?? '' });
  await archiveMemory(system, target('/archived/alpha'), {});
  await lockMemory(system, target('/locked/alpha'), {});
  await deleteMemory(system, target('/gone'), undefined);
});

const body = (fields: Partial<SearchPathsBody>): SearchPathsBody => ({
  query: 'alpha',
  path_prefix: '/',
  state: 'all',
  ids_only: false,
  limit: 1,
  ...fields,
});

async function find(actor: Actor, fields: Partial<SearchPathsBody>): Promise<string[]> {
  const found = await readAllPages((page) => searchPaths(actor, body({ ...fields, page })));
  return found.map((each) => (each.type === 'memory' ? each.path : each.id));
}

describe('searchPaths', () => {
  test('finds in all stores, store by store in order of the path', async () => {
    expect(await find(system, {})).toEqual([
      '/Notes/Alpha.md',
      '/archived/alpha',
      '/locked/alpha',
      '/Other/ALPHA',
    ]);
  });

  test.each([
    ['NOTES/al', ['/Notes/Alpha.md']],
    ['Résumé', ['/résumé/ÉTÉ.md']],
    ['été', ['/résumé/ÉTÉ.md']],
    ['%', ['/under_score%']],
    ['r_s', ['/under_score%']],
    ['gone', []],
  ])('finds %j in any case, with no character special', async (query, expected) => {
    expect(await find(system, { query })).toEqual(expected);
  });

  test('keeps to the given stores and below the prefix', async () => {
    expect(await find(system, { memory_store_ids: [second] })).toEqual(['/Other/ALPHA']);
    expect(await find(system, { path_prefix: '/locked/' })).toEqual(['/locked/alpha']);
  });

  test.each([
    ['served', ['/Notes/Alpha.md', '/locked/alpha', '/Other/ALPHA']],
    ['archived', ['/archived/alpha']],
    ['withheld', ['/archived/alpha']],
    ['locked', ['/locked/alpha']],
  ] as const)('keeps to what is %s', async (state, expected) => {
    expect(await find(system, { state })).toEqual(expected);
  });

  test('gives basic resources with governance, or ids alone', async () => {
    const [memory] = (await searchPaths(system, body({ state: 'archived' }))).data;
    expect(memory).toMatchObject({ content: null, governance: { withheld: ['archived'] } });
    expect(await find(system, { ids_only: true, memory_store_ids: [first] })).toEqual(
      ['/Notes/Alpha.md', '/archived/alpha', '/locked/alpha'].map((path) => idOf.get(path)),
    );
  });

  test('agents find what they are served, without governance, and ask for no state', async () => {
    expect(await find(agent, {})).toEqual(['/Notes/Alpha.md', '/locked/alpha', '/Other/ALPHA']);
    const [memory] = (await searchPaths(agent, body({}))).data;
    expect(memory).not.toHaveProperty('governance');
    await expect(searchPaths(agent, body({ state: 'archived' }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('a session finds in its attached stores, and the others do not exist for it', async () => {
    const session = await makeSession(system, { [second]: 'read_only' });
    expect(await find(session, {})).toEqual(['/Other/ALPHA']);
    await expect(searchPaths(session, body({ memory_store_ids: [first] }))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('paths are memory text: an auditor is refused', async () => {
    const auditor = await makeMember(system, 'auditor');
    await expect(searchPaths(auditor, body({}))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test("another workspace's store is not found, nor is a deleted one, and nothing of it", async () => {
    const other = (await makeWorkspace()).system;
    expect(await find(other, {})).toEqual([]);
    const noStore = { code: 'not_found' };
    await expect(searchPaths(other, body({ memory_store_ids: [first] }))).rejects.toMatchObject(noStore);
    const doomed = await makeStore(other);
    const { id: memoryId } = await makeMemory(other, doomed.id, { path: '/alpha' });
    await withholdMemory(other, { storeId: doomed.id, memoryId }, { reasons: ['restricted'] });
    expect(await find(other, { state: 'withheld' })).toEqual(['/alpha']);
    await deleteStore(other, doomed.id);
    expect(await find(other, {})).toEqual([]);
    await expect(searchPaths(other, body({ memory_store_ids: [doomed.id] }))).rejects.toMatchObject(noStore);
  });

  test('refuses a cursor of another search', async () => {
    const { next_page: page } = await searchPaths(system, body({}));
    const cursor = body({ page: page ?? '' });
    await expect(searchPaths(system, { ...cursor, query: 'a' })).rejects.toThrow(/^page: /);
    expect(page).not.toContain('lpha');
  });
});
