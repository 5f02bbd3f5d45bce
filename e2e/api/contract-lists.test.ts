import { beforeAll, describe, expect, inject, test } from 'vitest';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { createMemoryOperation, listMemoriesOperation } from '@/lib/memories/schema';
import { createSessionOperation, listSessionsOperation } from '@/lib/sessions/schema';
import { archiveStoreOperation, createStoreOperation, listStoresOperation } from '@/lib/stores/schema';
import { listVersionsOperation } from '@/lib/versions/schema';
import { createApiKeyOperation, listApiKeysOperation } from '@/lib/workspaces/schema';

import { createClient } from './support/client';
import type { Client, Input } from './support/client';
import { unique } from './support/notes';
import { databaseKinds } from './support/servers-setup';

const memoryCount = 25;

async function makeFilledStore(client: Client): Promise<string> {
  const store = await client.call(createStoreOperation, { body: { name: unique('store') } });
  const params = { memory_store_id: store.id };
  for (let index = 0; index < memoryCount; index += 1) {
    const path = index < 22 ? `/notes/n${index}.md` : `/n${index}`;
    await client.call(createMemoryOperation, { params, body: { path, content: String(index) } });
  }
  await client.call(createMemoryOperation, { params, body: { path: '/notes-archive/x', content: '' } });
  return store.id;
}

describe.each(databaseKinds)('lists, on %s', (kind) => {
  const client = createClient(inject('serverUrls')[kind], inject('operatorKey'));
  let params = { memory_store_id: '' };
  beforeAll(async () => {
    params = { memory_store_id: await makeFilledStore(client) };
  });

  const listMemories = (query: Input['query']) =>
    client.call(listMemoriesOperation, { params, ...(query && { query }) });

  test('pages hold 20 by default, what was asked for, and 20 at most with content', async () => {
    expect((await listMemories({})).data).toHaveLength(20);
    expect((await listMemories({ limit: 100 })).data).toHaveLength(memoryCount + 1);
    const full = await listMemories({ limit: 100, view: 'full' });
    expect(full.data).toHaveLength(20);
    expect(full.next_page).toMatch(/^page_/);
    const versions = await client.call(listVersionsOperation, {
      params,
      query: { limit: 100, view: 'full' },
    });
    expect(versions.data).toHaveLength(20);
    expect((await client.call(listVersionsOperation, { params })).data).toHaveLength(20);
  });

  test('walking the pages meets everything once', async () => {
    const paths: string[] = [];
    let page: string | null = null;
    do {
      const answer = await listMemories({ limit: 7, ...(page !== null && { page }) });
      paths.push(...answer.data.map((item) => item.path));
      page = answer.next_page;
    } while (page !== null);
    expect(paths).toHaveLength(memoryCount + 1);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('a prefix matches whole segments, and depth 1 folds what is deeper', async () => {
    const below = await listMemories({ path_prefix: '/notes/', limit: 100 });
    expect(below.data).toHaveLength(22);
    expect((await listMemories({ path_prefix: '/nothing/' })).data).toEqual([]);
    expect(await listMemories({ path_prefix: '', limit: 100 })).toEqual(
      await listMemories({ path_prefix: '/', limit: 100 }),
    );
    const children = await listMemories({ depth: 1 });
    expect(children.data.map((item) => `${item.type} ${item.path}`).toSorted()).toEqual([
      'memory /n22',
      'memory /n23',
      'memory /n24',
      'memory_prefix /notes-archive/',
      'memory_prefix /notes/',
    ]);
  });

  test('versions come newest first', async () => {
    const versions = await client.call(listVersionsOperation, { params, query: { limit: 100 } });
    const times = versions.data.map((version) => version.created_at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test('a damaged cursor and the cursor of another list are refused', async () => {
    const cursor = (await listMemories({ limit: 3 })).next_page ?? '';
    const tampered = `${cursor.slice(0, 20)}${cursor[20] === 'A' ? 'B' : 'A'}${cursor.slice(21)}`;
    const refused = { status: 400, type: 'invalid_request_error' };
    for (const page of [tampered, 'page_', 'page_AAAA', 'nonsense', cursor.slice(0, -4), `${cursor}AAAA`]) {
      expect(await client.refuse(listMemoriesOperation, { params, query: { page } })).toMatchObject(refused);
    }
    const elsewhere = { memory_store_id: await makeFilledStore(client) };
    const others: [Parameters<Client['refuse']>[0], Input][] = [
      [listMemoriesOperation, { params: elsewhere }],
      [listMemoriesOperation, { params, query: { depth: 1 } }],
      [listMemoriesOperation, { params, query: { path_prefix: '/notes/' } }],
      [listVersionsOperation, { params }],
      [listStoresOperation, {}],
      [listSessionsOperation, {}],
      [listAuditEntriesOperation, {}],
      [listApiKeysOperation, {}],
    ];
    for (const [operation, input] of others) {
      const query = { ...input.query, page: cursor };
      expect(await client.refuse(operation, { ...input, query }), operation.id).toMatchObject(refused);
    }
  });

  test('archived stores are listed only when asked for, newest first', async () => {
    const store = await client.call(createStoreOperation, { body: { name: unique('store') } });
    await client.call(archiveStoreOperation, { params: { memory_store_id: store.id } });
    const bounds = { 'created_at[gte]': store.created_at, 'created_at[lte]': store.created_at };
    const listed = (query: Input['query']) =>
      client.call(listStoresOperation, { query: { ...bounds, ...query } });
    expect((await listed({})).data).toEqual([]);
    expect((await listed({ include_archived: true })).data.map(({ id }) => id)).toEqual([store.id]);
    const all = await client.call(listStoresOperation, { query: { limit: 100 } });
    const times = all.data.map(({ created_at: at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test('sessions can be walked both ways and asked for by store', async () => {
    const resources = [
      { type: 'memory_store', memory_store_id: params.memory_store_id, access: 'read_only' },
    ];
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const body = {
        agent: { type: 'agent', id: 'agent_a', version: 3 },
        environment_id: 'env_a',
        resources,
      };
      ids.unshift((await client.call(createSessionOperation, { body })).id);
    }
    const query = { memory_store_id: params.memory_store_id, limit: 2 };
    const list = (extra: Input['query']) =>
      client.call(listSessionsOperation, { query: { ...query, ...extra } });
    const first = await list({});
    const second = await list({ page: first.next_page ?? '' });
    const third = await list({ page: second.next_page ?? '' });
    const idsOf = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(ids);
    expect([first.prev_page, third.next_page]).toEqual([null, null]);
    expect(idsOf(await list({ page: third.prev_page ?? '' }))).toEqual(idsOf(second));
  });

  test('keys are listed without their secrets', async () => {
    const { secret } = await client.call(createApiKeyOperation, { body: { name: unique('key') } });
    const page = await client.call(listApiKeysOperation, { query: { limit: 100 } });
    expect(JSON.stringify(page)).not.toContain(secret);
  });
});
