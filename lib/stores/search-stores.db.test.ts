import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { retrieveMemory } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { flushReads } from '@/lib/reads/flush-reads';
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

import { archiveStore } from './archive-store';
import { deleteStore } from './delete-store';
import { listStores, retrieveStore } from './read';
import { searchStores } from './search-stores';
import type { SearchStoresBody } from './schema';

useDatabase();

const everything: SearchStoresBody = { state: 'active', order: 'created', direction: 'desc', limit: 20 };

async function namesOf(actor: Actor, body: Partial<SearchStoresBody> = {}): Promise<string[]> {
  const stores = await readAllPages((page) =>
    searchStores(actor, { ...everything, limit: 2, ...body, page }),
  );
  return stores.map((store) => store.name);
}

describe('searchStores', () => {
  let system: Actor;

  /** Made in this order; the first is the largest, the second the most read, the third written last. */
  beforeAll(async () => {
    ({ system } = await makeWorkspace());
    const agent = await makeKey(system, { kind: 'agent' });
    const [large, read, late] = [
      await makeStore(system, { name: 'beta Überblick' }),
      await makeStore(system, { name: 'Alpha' }),
      await makeStore(system, { name: 'gamma_%' }),
    ];
    await makeStore(system, { name: 'delta' });
    await archiveStore(system, (await makeStore(system, { name: 'old' })).id);
    await deleteStore(system, (await makeStore(system, { name: 'gone' })).id);
    await makeMemory(agent, large.id, { content: 'x'.repeat(500) });
    const { id: memoryId } = await makeMemory(agent, read.id, { content: 'x' });
    await makeMemory(agent, late.id, { content: 'xx' });
    await retrieveMemory(agent, { storeId: read.id, memoryId }, { view: 'full' });
    await flushReads();
  });

  test.each([
    ['created', 'asc', ['beta Überblick', 'Alpha', 'gamma_%', 'delta']],
    ['created', 'desc', ['delta', 'gamma_%', 'Alpha', 'beta Überblick']],
    ['name', 'asc', ['Alpha', 'beta Überblick', 'delta', 'gamma_%']],
    ['size', 'desc', ['beta Überblick', 'gamma_%', 'Alpha', 'delta']],
    ['last_write', 'desc', ['gamma_%', 'Alpha', 'beta Überblick', 'delta']],
  ] as const)('orders by %s, %s, over its pages', async (order, direction, expected) => {
    expect(await namesOf(system, { order, direction })).toEqual(expected);
  });

  test('puts what agents read most first', async () => {
    expect((await namesOf(system, { order: 'reads' }))[0]).toBe('Alpha');
  });

  test.each([
    ['ALPH', ['Alpha']],
    ['üBER', ['beta Überblick']],
    ['_%', ['gamma_%']],
    ['%', ['gamma_%']],
    ['nowhere', []],
  ])('finds %j in a name, in any case and with no character special', async (query, expected) => {
    expect(await namesOf(system, { query })).toEqual(expected);
  });

  test('finds a store by its id', async () => {
    const [store] = (await searchStores(system, { ...everything, query: 'delta' })).data;
    expect(await namesOf(system, { query: store?.id })).toEqual(['delta']);
  });

  test('shows archived stores when asked, and deleted ones never', async () => {
    expect(await namesOf(system, { state: 'archived' })).toEqual(['old']);
    expect(await namesOf(system, { state: 'all' })).toContain('old');
    expect(await namesOf(system, { state: 'all' })).not.toContain('gone');
  });

  test('is for people, auditors among them, and operator keys; other workspaces see none of it', async () => {
    const auditor = await makeMember(system, 'auditor');
    expect(await namesOf(auditor)).toHaveLength(4);
    const refused = { code: 'forbidden' };
    const agents = [await makeKey(system, { kind: 'agent' }), await makeSession(system, {})];
    for (const actor of [...agents, await makeKey(system, { scopes: ['history:read'] })])
      await expect(searchStores(actor, everything)).rejects.toMatchObject(refused);
    expect(await namesOf((await makeWorkspace()).system)).toEqual([]);
  });

  test('refuses a cursor of another order or workspace', async () => {
    const { next_page: page } = await searchStores(system, { ...everything, limit: 1 });
    const cursor = { ...everything, page: page ?? '' };
    await expect(searchStores(system, { ...cursor, order: 'name' })).rejects.toThrow(/^page: /);
    await expect(searchStores((await makeWorkspace()).system, cursor)).rejects.toThrow(/^page: /);
  });
});

describe('what is counted in a store', () => {
  let system: Actor;
  let agent: Actor;
  let storeId: string;

  beforeAll(async () => {
    ({ system } = await makeWorkspace());
    agent = await makeKey(system, { kind: 'agent' });
    storeId = (await makeStore(system)).id;
  });

  const governance = async () => (await retrieveStore(system, storeId, true)).governance;

  test('follows every write, and is the same in each answer', async () => {
    expect(await governance()).toMatchObject({
      memory_count: 0,
      content_size_bytes: 0,
      version_count: 0,
      last_write_at: null,
      reads: { read_count_7d: 0, delivered_count_7d: 0 },
    });
    const kept = await makeMemory(agent, storeId, { content: 'é' });
    const doomed = await makeMemory(agent, storeId, { content: 'xxxx' });
    expect(await governance()).toMatchObject({ memory_count: 2, content_size_bytes: 6, version_count: 2 });
    await updateMemory(agent, { storeId, memoryId: kept.id }, { content: 'x'.repeat(100) }, 'basic');
    await deleteMemory(agent, { storeId, memoryId: doomed.id }, undefined);
    expect(await governance()).toMatchObject({ memory_count: 1, content_size_bytes: 100, version_count: 4 });
    const [listed] = (await listStores(system, { limit: 1, include: 'governance' })).data;
    const [found] = (await searchStores(system, everything)).data;
    const { counted_at: _, ...counted } = (await governance()) ?? { memory_count: 0 };
    expect(listed?.governance).toMatchObject(counted);
    expect(found?.governance).toMatchObject(counted);
  });

  test('has the reads of all its memories by agents, and nobody else', async () => {
    const memories = [await makeMemory(agent, storeId), await makeMemory(agent, storeId)];
    for (const { id: memoryId } of memories)
      for (const actor of [agent, agent, system])
        await retrieveMemory(actor, { storeId, memoryId }, { view: 'full' });
    await flushReads();
    expect((await governance())?.reads).toEqual({ read_count_7d: 4, delivered_count_7d: 0 });
  });

  test('agents learn only how many memories there are', async () => {
    const seen = await retrieveStore(agent, storeId, true);
    expect(seen.governance).toEqual({ memory_count: expect.any(Number) as number });
  });

  test('is not counted again while nothing is written', async () => {
    const past = 'UPDATE memory_store_size SET counted_at = $2 WHERE workspace_id = $1';
    const later = 4_000_000_000_000_000n;
    await governance();
    await readWorkspace(system, (query) => query(past, [system.workspaceId, later]));
    const first = await governance();
    expect(await governance()).toEqual(first);
    expect(first?.counted_at).toBe('2096-10-02T07:06:40.000000Z');
  });
});
