import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { archiveStore } from './archive-store';
import { listStores, retrieveStore } from './read';
import type { ListStoresQuery, StoreResource } from './schema';

useDatabase();

let system: Actor;
let stores: StoreResource[];

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  stores = [];
  for (let index = 0; index < 5; index += 1) stores.unshift(await makeStore(system));
});

const idsOf = (list: StoreResource[]) => list.map((store) => store.id);

async function listAll(actor: Actor, query: Partial<ListStoresQuery> = {}): Promise<string[]> {
  const found: string[] = [];
  let page: string | undefined;
  do {
    const answer = await listStores(actor, { limit: 2, ...query, page });
    found.push(...idsOf(answer.data));
    page = answer.next_page ?? undefined;
  } while (page !== undefined);
  return found;
}

describe('listStores', () => {
  test('gives every store once over its pages, newest first', async () => {
    expect(await listAll(system)).toEqual(idsOf(stores));
  });

  test('leaves archived stores out unless they are asked for', async () => {
    const retired = await makeStore(system);
    await archiveStore(system, retired.id);
    expect(await listAll(system)).not.toContain(retired.id);
    expect(await listAll(system, { include_archived: true })).toEqual([retired.id, ...idsOf(stores)]);
  });

  test('includes both bounds of created_at', async () => {
    const [newest, , oldest] = stores.slice(1, 4);
    const bounds = {
      'created_at[gte]': parseInstant(oldest?.created_at ?? '') ?? 0n,
      'created_at[lte]': parseInstant(newest?.created_at ?? '') ?? 0n,
    };
    expect(await listAll(system, bounds)).toEqual(idsOf(stores.slice(1, 4)));
  });

  test('refuses a cursor of another list or workspace', async () => {
    const { next_page: page } = await listStores(system, { limit: 1 });
    const other = (await makeWorkspace()).system;
    const cursor = page ?? '';
    await expect(listStores(system, { limit: 1, include_archived: true, page: cursor })).rejects.toThrow(
      /^page: /,
    );
    await expect(listStores(other, { limit: 1, page: cursor })).rejects.toThrow(/^page: /);
    await expect(listStores(system, { limit: 1, page: 'page_x' })).rejects.toThrow(/^page: /);
  });
});

describe('who may read stores', () => {
  test('auditors may, for names and dates are metadata', async () => {
    const auditor = await makeMember(system, 'auditor');
    expect(await listAll(auditor)).toEqual(idsOf(stores));
  });

  test('a key without the scope may not', async () => {
    const key = await makeKey(system, { kind: 'agent', scopes: ['history:read'] });
    await expect(listStores(key, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a session sees what is attached to it and nothing else', async () => {
    const [attached, hidden] = idsOf(stores);
    const session = await makeSession(system, { [attached ?? '']: 'read_only' });
    expect(await listAll(session)).toEqual([attached]);
    await expect(retrieveStore(session, hidden ?? '', false)).rejects.toMatchObject({
      code: 'not_found',
      message: `memory store not found: ${hidden}`,
    });
  });

  test("another workspace's store is not found, in the words for one that does not exist", async () => {
    const [id] = idsOf(stores);
    const other = (await makeWorkspace()).system;
    await expect(retrieveStore(other, id ?? '', false)).rejects.toThrow(`memory store not found: ${id}`);
    await expect(retrieveStore(other, 'memstore_none', false)).rejects.toThrow(
      'memory store not found: memstore_none',
    );
  });
});
