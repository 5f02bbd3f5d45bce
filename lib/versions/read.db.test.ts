import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { deleteMemory } from '@/lib/memories/delete-memory';
import type { MemoryResource } from '@/lib/memories/schema';
import { updateMemory } from '@/lib/memories/update-memory';
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

import { listVersions, retrieveVersion } from './read';
import { versionResource } from './schema';
import type { ListVersionsQuery, VersionResource } from './schema';

useDatabase();

let system: Actor;
let agent: Actor;
let session: Actor;
let storeId: string;
let one: MemoryResource;
let two: MemoryResource;
/** Of the whole store, newest first. */
let history: VersionResource[];

const firstPage = { view: 'basic' as const, limit: 100 };

/** Two memories: one written, changed and deleted by a key, one written by a session and moved by the key. */
beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  storeId = (await makeStore(system)).id;
  session = await makeSession(system, { [storeId]: 'read_write' });
  one = await makeMemory(agent, storeId, { path: '/one', content: 'first' });
  two = await makeMemory(session, storeId, { path: '/two', content: 'second' });
  await updateMemory(agent, { storeId, memoryId: one.id }, { content: 'changed' }, 'basic');
  await updateMemory(agent, { storeId, memoryId: two.id }, { path: '/moved' }, 'basic');
  await deleteMemory(agent, { storeId, memoryId: one.id }, undefined);
  history = (await listVersions(agent, storeId, firstPage)).data;
});

describe('listVersions', () => {
  async function listed(query: Partial<ListVersionsQuery>): Promise<(string | null)[][]> {
    const { data } = await listVersions(agent, storeId, { ...firstPage, ...query });
    return data.map((version) => [version.operation, version.path]);
  }

  test('lists newest first, without content', () => {
    expect(history.map((version) => [version.operation, version.path, version.content])).toEqual([
      ['deleted', '/one', null],
      ['modified', '/moved', null],
      ['modified', '/one', null],
      ['created', '/two', null],
      ['created', '/one', null],
    ]);
  });

  test('gives hash and size in either view, except of a deletion', async () => {
    const full = await listVersions(agent, storeId, { ...firstPage, view: 'full' });
    expect(full.data.map((version) => version.content)).toEqual([
      null,
      'second',
      'changed',
      'second',
      'first',
    ]);
    expect(history.map((version) => version.content_size_bytes)).toEqual([null, 6, 7, 6, 5]);
    expect(full.data.map((version) => ({ ...version, content: null }))).toEqual(history);
    expect(history.map((version) => versionResource.safeParse(version).success)).not.toContain(false);
  });

  test.each<[string, () => Partial<ListVersionsQuery>, (string | null)[][]]>([
    [
      'a memory',
      () => ({ memory_id: two.id }),
      [
        ['modified', '/moved'],
        ['created', '/two'],
      ],
    ],
    ['an operation', () => ({ operation: 'deleted' }), [['deleted', '/one']]],
    ['a session', () => ({ session_id: session.id }), [['created', '/two']]],
    ['a key and an operation', () => ({ api_key_id: agent.id, operation: 'created' }), [['created', '/one']]],
    ['a memory and a session that never met', () => ({ memory_id: one.id, session_id: session.id }), []],
    ['two kinds of writer', () => ({ session_id: session.id, api_key_id: agent.id }), []],
    ['a service account', () => ({ service_account_id: 'svac_01none' }), []],
    ['ids that exist nowhere', () => ({ memory_id: 'mem_01none', session_id: 'sesn_01none' }), []],
  ])('filters by %s', async (_name, query, expected) => {
    expect(await listed(query())).toEqual(expected);
  });

  test('filters by time with both bounds included, to the microsecond', async () => {
    const at = parseInstant(history[2]?.created_at ?? '') ?? 0n;
    expect(await listed({ 'created_at[gte]': at, 'created_at[lte]': at })).toEqual([['modified', '/one']]);
    expect(await listed({ 'created_at[gte]': at })).toHaveLength(3);
    expect(await listed({ 'created_at[lte]': at - 1n })).toHaveLength(2);
  });

  test.each([1, 2, 3, 4, 5])('shows every version once in pages of %i', async (limit) => {
    const all = await readAllPages((page) => listVersions(agent, storeId, { ...firstPage, limit, page }));
    expect(all).toEqual(history);
  });

  test('cuts a full view to 20 a page', async () => {
    const store = await makeStore(system);
    const { id: memoryId } = await makeMemory(agent, store.id);
    for (let index = 0; index < 21; index += 1) {
      await updateMemory(agent, { storeId: store.id, memoryId }, { content: `text ${index}` }, 'basic');
    }
    const page = await listVersions(agent, store.id, { view: 'full', limit: 100 });
    expect(page.data).toHaveLength(20);
    expect(page.next_page).not.toBeNull();
  });

  test('refuses a cursor with other filters', async () => {
    const { next_page: page } = await listVersions(agent, storeId, { ...firstPage, limit: 1 });
    await expect(
      listVersions(agent, storeId, { ...firstPage, memory_id: one.id, page: page ?? '' }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('retrieveVersion', () => {
  test('returns one version, with content in the full view only', async () => {
    const full = await retrieveVersion(agent, storeId, one.memory_version_id, { view: 'full' });
    expect(full).toEqual({ ...history[4], content: 'first' });
    expect(full.created_by).toEqual({ type: 'api_actor', api_key_id: agent.id });
    expect(await retrieveVersion(agent, storeId, one.memory_version_id, { view: 'basic' })).toEqual(
      history[4],
    );
  });

  test('adds governance for people only', async () => {
    const query = { view: 'basic' as const, include: 'governance' as const };
    const { governance } = await retrieveVersion(system, storeId, one.memory_version_id, query);
    expect(governance).toEqual({
      number: 1,
      origin: null,
      trust_tier: 'untrusted',
      prior_knowledge: null,
      agent: null,
      model: null,
      tool: null,
      occurred_at: null,
      imported_by: null,
    });
    const refusal = { code: 'forbidden' };
    await expect(retrieveVersion(agent, storeId, one.memory_version_id, query)).rejects.toMatchObject(
      refusal,
    );
    await expect(listVersions(session, storeId, { ...query, limit: 20 })).rejects.toMatchObject(refusal);
  });
});

describe('who may read versions', () => {
  test('needs history:read', async () => {
    const callers = [
      await makeMember(system, 'auditor'),
      await makeKey(system, { scopes: ['memories:read'] }),
    ];
    for (const caller of callers) {
      await expect(listVersions(caller, storeId, firstPage)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(
        retrieveVersion(caller, storeId, one.memory_version_id, { view: 'full' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('finds nothing in another workspace, another store, an unattached or a deleted one', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(agent, store.id);
    const { system: foreign } = await makeWorkspace();
    const noStore = { code: 'not_found', message: `memory store not found: ${store.id}` };
    const expectNoStore = async (caller: Actor) => {
      await expect(listVersions(caller, store.id, firstPage)).rejects.toMatchObject(noStore);
      await expect(
        retrieveVersion(caller, store.id, memory.memory_version_id, { view: 'full' }),
      ).rejects.toMatchObject(noStore);
    };
    await expectNoStore(foreign);
    await expectNoStore(session);
    const misplaced = retrieveVersion(agent, storeId, memory.memory_version_id, { view: 'full' });
    await expect(misplaced).rejects.toMatchObject({
      code: 'not_found',
      message: `memory version \`${memory.memory_version_id}\` not found`,
    });
    await deleteStore(system, store.id);
    await expectNoStore(system);
  });
});
