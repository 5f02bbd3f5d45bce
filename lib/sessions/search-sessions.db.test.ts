import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { readAllPages } from '@/lib/testing/records';

import { archiveSession } from './archive-session';
import { createSession } from './create-session';
import { searchSessions } from './search-sessions';

useDatabase();

let system: Actor;
let storeId: string;
let ids: string[];

async function start(agent: string, title: string | null, attached: boolean): Promise<string> {
  const resources = attached ? [{ type: 'memory_store' as const, memory_store_id: storeId }] : [];
  const session = await createSession(system, {
    agent: { id: agent, version: 1 },
    environment_id: 'e',
    title,
    resources,
  });
  return session.id;
}

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
  ids = [
    await start('Researcher', 'Night run', true),
    await start('billing_%', null, false),
    await start('billing', 'research of prices', true),
  ];
  await archiveSession(system, ids[0] ?? '');
});

async function find(
  actor: Actor,
  body: { query?: string; memory_store_id?: string } = {},
): Promise<string[]> {
  const found = await readAllPages((page) => searchSessions(actor, { ...body, limit: 1, page }));
  return found.map((session) => session.id);
}

describe('searchSessions', () => {
  test('gives every session, newest first, over its pages', async () => {
    expect(await find(system)).toEqual(ids.toReversed());
  });

  test('finds by agent, title and id, in any case and with no character special', async () => {
    expect(await find(system, { query: 'RESEARCH' })).toEqual([ids[2], ids[0]]);
    expect(await find(system, { query: 'night R' })).toEqual([ids[0]]);
    expect(await find(system, { query: '_%' })).toEqual([ids[1]]);
    expect(await find(system, { query: ids[1] ?? '' })).toEqual([ids[1]]);
    expect(await find(system, { query: 'nothing' })).toEqual([]);
  });

  test('keeps to the sessions that a store is attached to', async () => {
    expect(await find(system, { memory_store_id: storeId })).toEqual([ids[2], ids[0]]);
  });

  test('keeps to one agent, and to what is archived or is not', async () => {
    const find = async (body: { agent?: string; is_archived?: boolean }) =>
      (await searchSessions(system, { ...body, limit: 20 })).data.map(({ id }) => id);
    expect(await find({ agent: 'billing' })).toEqual([ids[2]]);
    expect(await find({ is_archived: true })).toEqual([ids[0]]);
    expect(await find({ is_archived: false })).toEqual([ids[2], ids[1]]);
  });

  test('is for those who may list sessions', async () => {
    expect(await find(await makeMember(system, 'auditor'))).toHaveLength(3);
    const refused = [
      await makeKey(system, { scopes: ['history:read'] }),
      await makeSession((await makeWorkspace()).system, {}),
    ];
    for (const actor of refused)
      await expect(searchSessions(actor, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test("shows none of another workspace's, and refuses a cursor of another search", async () => {
    const other = (await makeWorkspace()).system;
    expect(await find(other)).toEqual([]);
    const { next_page: page } = await searchSessions(system, { limit: 1 });
    const cursor = { limit: 1, page: page ?? '' };
    await expect(searchSessions(other, cursor)).rejects.toThrow(/^page: /);
    await expect(searchSessions(system, { ...cursor, query: 'a' })).rejects.toThrow(/^page: /);
  });
});
