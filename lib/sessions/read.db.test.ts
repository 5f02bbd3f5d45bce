import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { retrieveMemory } from '@/lib/memories/read';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';

import { archiveSession } from './archive-session';
import { listSessionReads, listSessionResources, listSessions, retrieveSession } from './read';
import type { ListSessionsQuery, SessionResource } from './schema';

useDatabase();

let system: Actor;
let storeId: string;
let archivedId: string;
let sessions: SessionResource[];

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
  sessions = [];
  for (let index = 0; index < 5; index += 1) {
    const session = await makeSession(system, index % 2 === 0 ? { [storeId]: 'read_write' } : {});
    sessions.unshift(await retrieveSession(system, session.id));
  }
  archivedId = (await makeSession(system, {})).id;
  await archiveSession(system, archivedId);
});

const idsOf = (list: readonly { id: string }[]) => list.map((session) => session.id);
const list = (actor: Actor, query: Partial<ListSessionsQuery> = {}) =>
  listSessions(actor, { limit: 2, order: 'desc', ...query });

async function walk(query: Partial<ListSessionsQuery> = {}): Promise<string[]> {
  const found: string[] = [];
  let page: string | undefined;
  do {
    const answer = await list(system, { ...query, page });
    found.push(...idsOf(answer.data));
    page = answer.next_page ?? undefined;
  } while (page !== undefined);
  return found;
}

describe('listSessions', () => {
  test('gives every session once, newest first or oldest first', async () => {
    expect(await walk()).toEqual(idsOf(sessions));
    expect(await walk({ order: 'asc' })).toEqual(idsOf(sessions).toReversed());
  });

  test('leads back the way it came', async () => {
    const first = await list(system);
    const second = await list(system, { page: first.next_page ?? undefined });
    const third = await list(system, { page: second.next_page ?? undefined });
    expect([first.prev_page, third.next_page]).toEqual([null, null]);
    const backToSecond = await list(system, { page: third.prev_page ?? undefined });
    expect(idsOf(backToSecond.data)).toEqual(idsOf(second.data));
    const backToFirst = await list(system, { page: backToSecond.prev_page ?? undefined });
    expect(idsOf(backToFirst.data)).toEqual(idsOf(first.data));
    expect(backToFirst.prev_page).toBeNull();
    const onAgain = await list(system, { page: backToFirst.next_page ?? undefined });
    expect(idsOf(onAgain.data)).toEqual(idsOf(second.data));
  });

  test('finds the sessions that use a store', async () => {
    expect(await walk({ memory_store_id: storeId })).toEqual(
      idsOf(sessions.filter((each) => each.resources.length > 0)),
    );
    expect(await walk({ memory_store_id: 'memstore_none' })).toEqual([]);
  });

  test('leaves archived sessions out unless they are asked for', async () => {
    expect(await walk({ include_archived: true })).toEqual([archivedId, ...idsOf(sessions)]);
  });

  test('knows bounds that include and bounds that exclude', async () => {
    const at = parseInstant(sessions[2]?.created_at ?? '') ?? 0n;
    expect(await walk({ 'created_at[gte]': at })).toEqual(idsOf(sessions.slice(0, 3)));
    expect(await walk({ 'created_at[gt]': at })).toEqual(idsOf(sessions.slice(0, 2)));
    expect(await walk({ 'created_at[lte]': at })).toEqual(idsOf(sessions.slice(2)));
    expect(await walk({ 'created_at[lt]': at })).toEqual(idsOf(sessions.slice(3)));
  });

  test('refuses the cursor of another list', async () => {
    const { next_page: page } = await list(system);
    await expect(list(system, { order: 'asc', page: page ?? '' })).rejects.toThrow(/^page: /);
  });

  test('shows auditors all, other workspaces none, and refuses sessions', async () => {
    expect((await list(await makeMember(system, 'auditor'))).data).toHaveLength(2);
    expect((await list((await makeWorkspace()).system)).data).toEqual([]);
    await expect(list(await makeSession(system, {}))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('one session', () => {
  test('has its attachments on one page', async () => {
    const session = sessions.find((each) => each.resources.length > 0);
    expect(await listSessionResources(system, session?.id ?? '')).toEqual({
      data: session?.resources,
      next_page: null,
      prev_page: null,
    });
  });

  test('is not found from another workspace, nor from a session', async () => {
    const [id = ''] = idsOf(sessions);
    const strangers = [(await makeWorkspace()).system, await makeSession(system, {})];
    for (const stranger of strangers) {
      const refusal = { code: 'not_found', message: `session not found: ${id}` };
      await expect(retrieveSession(stranger, id)).rejects.toMatchObject(refusal);
      await expect(listSessionResources(stranger, id)).rejects.toMatchObject(refusal);
    }
    await expect(listSessionReads(strangers[0] ?? system, id, { limit: 1 })).rejects.toThrow(
      `session not found: ${id}`,
    );
  });

  test('is forbidden to a key that may neither read nor audit', async () => {
    const key = await makeKey(system, { kind: 'agent', scopes: ['memories:write'] });
    await expect(retrieveSession(key, sessions[0]?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('says what it was shown, page by page, in the order in which it first saw it', async () => {
    const session = await makeSession(system, { [storeId]: 'read_only' });
    const memories = [
      await makeMemory(system, storeId),
      await makeMemory(system, storeId),
      await makeMemory(system, storeId),
    ];
    for (const { id } of [...memories, ...memories.slice(0, 1)]) {
      await retrieveMemory(session, { storeId, memoryId: id }, { view: 'full' });
    }
    const first = await listSessionReads(system, session.id, { limit: 2 });
    const second = await listSessionReads(system, session.id, {
      limit: 2,
      page: first.next_page ?? undefined,
    });
    expect([...first.data, ...second.data]).toMatchObject(
      memories.map((memory, index) => ({
        type: 'memory_read',
        memory_id: memory.id,
        memory_version_id: memory.memory_version_id,
        kind: 'read',
        count: index === 0 ? 2 : 1,
      })),
    );
    expect(second.next_page).toBeNull();
  });
});
