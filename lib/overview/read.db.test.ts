import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { retrieveMemory } from '@/lib/memories/read';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { flushReads } from '@/lib/reads/flush-reads';
import { deleteStore } from '@/lib/stores/delete-store';
import { searchPaths } from '@/lib/search/search-paths';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { explainNested } from '@/lib/testing/nested-plan';
import { asOwner } from '@/lib/testing/owner';

import { followWrites } from './follow-writes';
import { retrieveOverview } from './read';
import { overviewResource } from './schema';

const context = useDatabase();

/** Enough that the planner does not take all indexes for equally good. */
const servedMemories = 300;

let system: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system, { name: 'Read much' })).id;
  const idle = await makeStore(system, { name: 'Idle' });
  const target = async () => ({ storeId, memoryId: (await makeMemory(system, storeId)).id });
  await archiveMemory(system, await target(), {});
  await withholdMemory(system, await target(), { reasons: ['quarantined'] });
  await withholdMemory(system, await target(), { reasons: ['restricted'] });
  const served = await target();
  const agent = await makeKey(system, { kind: 'agent' });
  for (let count = 0; count < 3; count += 1) await retrieveMemory(agent, served, { view: 'full' });
  await flushReads();
  const gone = await makeStore(system);
  const there = { storeId: gone.id, memoryId: (await makeMemory(system, gone.id)).id };
  await archiveMemory(system, there, {});
  await deleteStore(system, gone.id);
  await followWrites(system.workspaceId);
  expect(idle.id).not.toBe(storeId);
});

describe('retrieveOverview', () => {
  test('counts what agents are not served, and not what was deleted with its store', async () => {
    const overview = await retrieveOverview(system);
    expect(overviewResource.parse(overview)).toEqual(overview);
    expect(overview.memories).toEqual({
      withheld: { count: 3, is_exact: true },
      archived: { count: 1, is_exact: true },
    });
    const listed = await searchPaths(system, {
      query: '/',
      path_prefix: '/',
      state: 'withheld',
      ids_only: true,
      limit: 100,
    });
    expect(listed.data).toHaveLength(3);
  });

  test('lists stores by reads, then by writes', async () => {
    const { stores, store_count: count } = await retrieveOverview(system);
    expect(count).toBe(2);
    expect(stores).toMatchObject([
      { memory_store_id: storeId, name: 'Read much', read_count_7d: 3, write_count_7d: 4 },
      { name: 'Idle', read_count_7d: 0, write_count_7d: 0 },
    ]);
  });

  test('is for people, auditors and operators, of their own workspace', async () => {
    for (const role of ['viewer', 'auditor'] as const)
      expect((await retrieveOverview(await makeMember(system, role))).store_count).toBe(2);
    const agent = await makeKey(system, { kind: 'agent' });
    await expect(retrieveOverview(agent)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await retrieveOverview((await makeWorkspace()).system);
    expect(other).toMatchObject({
      store_count: 0,
      writes: [],
      stores: [],
      memories: { withheld: { count: 0 } },
    });
  });

  test.skipIf(isEmbedded)('reads of the memories only what is withheld, by an index', async () => {
    for (let count = 0; count < servedMemories; count += 1) await makeMemory(system, storeId);
    await asOwner(context, (query) => query('ANALYZE memory'));
    const plan = await explainNested(context.adminUrl ?? '', /memory m/, () => retrieveOverview(system));
    expect(plan.match(/Index (?:Only )?Scan using memory_(?:unserved|archived)_idx/g), plan).toHaveLength(2);
    expect(plan).not.toContain('Seq Scan on memory m');
  });
});
