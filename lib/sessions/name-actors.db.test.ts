import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { addMember } from '@/lib/workspaces/add-member';

import { createSession } from './create-session';
import { nameActors } from './name-actors';

useDatabase();

let system: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});

async function namesOf(actor: Actor, ids: string[]): Promise<string[]> {
  return (await nameActors(actor, { ids })).data.map((each) => each.name);
}

const addPerson = (actor: Actor, email: string, name: string) =>
  addMember(actor, { email, name, role: 'viewer', passwordHash: null });

describe('nameActors', () => {
  test('names people, keys and sessions in the order of the ids, each once, without what is unknown', async () => {
    const person = await addPerson(system, 'ada@example.org', 'Ada');
    const key = await makeKey(system);
    const session = await createSession(system, {
      agent: { id: 'researcher', version: 1 },
      environment_id: 'e',
      title: 'Night run',
    });
    const { data } = await nameActors(system, { ids: [session.id, 'user_none', person, key.id, person] });
    expect(data).toEqual([
      {
        type: 'actor_name',
        id: session.id,
        actor_type: 'session_actor',
        name: 'researcher',
        title: 'Night run',
      },
      { type: 'actor_name', id: person, actor_type: 'user_actor', name: 'Ada', title: null },
      {
        type: 'actor_name',
        id: key.id,
        actor_type: 'api_actor',
        name: expect.stringMatching(/^key-/) as string,
        title: null,
      },
    ]);
  });

  test('gives no address away', async () => {
    const id = await addPerson(system, 'grace@example.org', 'grace@example.org');
    expect(await namesOf(system, [id])).toEqual(['grace']);
  });

  test('still names who left, if they did something here', async () => {
    const [active, idle] = [await makeMember(system, 'reviewer'), await makeMember(system, 'reviewer')];
    await makeMemory(active, (await makeStore(system)).id);
    const userId = { in: [active.id, idle.id] };
    const { workspaceId } = system;
    await withWorkspace(system, (tx) => tx.membership.deleteMany({ where: { workspaceId, userId } }));
    expect(await namesOf(system, [active.id, idle.id])).toEqual(['reviewer']);
  });

  test("leaves another workspace's out", async () => {
    const other = (await makeWorkspace()).system;
    const foreign = [await makeMember(other, 'admin'), await makeKey(other), await makeSession(other, {})];
    expect(
      await namesOf(
        system,
        foreign.map((each) => each.id),
      ),
    ).toEqual([]);
  });

  test('is for those who may read history or the trail, and for no agent', async () => {
    const key = await makeKey(system);
    for (const role of ['viewer', 'auditor'] as const)
      expect(await namesOf(await makeMember(system, role), [key.id])).toHaveLength(1);
    const refused = [
      await makeKey(system, { scopes: ['memories:read'] }),
      await makeKey(system, { kind: 'agent' }),
      await makeSession(system, {}),
    ];
    for (const actor of refused)
      await expect(namesOf(actor, [key.id])).rejects.toMatchObject({ code: 'forbidden' });
  });
});
