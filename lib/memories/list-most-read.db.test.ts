import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { flushReads } from '@/lib/reads/flush-reads';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { archiveMemory } from './archive-memory';
import { deleteMemory } from './delete-memory';
import { listMostRead } from './list-most-read';
import { retrieveMemory } from './read';

useDatabase();

describe('listMostRead', () => {
  let system: Actor;
  let storeId: string;

  async function read(actor: Actor, memoryId: string, times: number, inStore = storeId): Promise<void> {
    for (let time = 0; time < times; time += 1)
      await retrieveMemory(actor, { storeId: inStore, memoryId }, { view: 'full' });
  }

  /** Read as often as their names say; people's reads and other stores do not count. */
  beforeAll(async () => {
    ({ system } = await makeWorkspace());
    storeId = (await makeStore(system)).id;
    const agent = await makeKey(system, { kind: 'agent' });
    const person = await makeMember(system, 'reviewer');
    const add = async (path: string, inStore = storeId) => (await makeMemory(system, inStore, { path })).id;
    const [one, three, archived, deleted, byPeople] = [
      await add('/one'),
      await add('/three'),
      await add('/archived-two'),
      await add('/deleted'),
      await add('/by-people'),
    ];
    const elsewhere = (await makeStore(system)).id;
    await read(agent, await add('/elsewhere', elsewhere), 5, elsewhere);
    await read(agent, one, 1);
    await read(agent, three, 3);
    await read(agent, archived, 2);
    await read(agent, deleted, 4);
    await read(person, byPeople, 6);
    await flushReads();
    await archiveMemory(system, { storeId, memoryId: archived }, {});
    await deleteMemory(system, { storeId, memoryId: deleted }, undefined);
  });

  test('the most read first, with what agents are not shown any more', async () => {
    const { data } = await listMostRead(system, storeId, 10);
    expect(data.map(({ path, governance }) => [path, governance?.reads.read_count_7d])).toEqual([
      ['/three', 3],
      ['/archived-two', 2],
      ['/one', 1],
    ]);
    expect(data[1]?.governance?.withheld).toEqual(['archived']);
    expect((await listMostRead(system, storeId, 2)).data).toEqual(data.slice(0, 2));
  });

  test('is nothing for agents, and not for those who read no memories', async () => {
    const agent = await makeKey(system, { kind: 'agent' });
    const auditor = await makeKey(system, { scopes: ['audit:read'] });
    await expect(listMostRead(agent, storeId, 10)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listMostRead(auditor, storeId, 10)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('does not exist for another workspace', async () => {
    const { system: stranger } = await makeWorkspace();
    await expect(listMostRead(stranger, storeId, 10)).rejects.toMatchObject({ code: 'not_found' });
  });
});
