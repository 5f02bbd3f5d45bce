import { describe, expect, inject, test } from 'vitest';

import { operations } from '@/app/v1/operations';
import { createMemoryOperation, deleteMemoryOperation, updateMemoryOperation } from '@/lib/memories/schema';
import { listSessionsOperation } from '@/lib/sessions/schema';
import {
  archiveStoreOperation,
  createStoreOperation,
  deleteStoreOperation,
  listStoresOperation,
  retrieveStoreOperation,
} from '@/lib/stores/schema';
import { redactVersionOperation } from '@/lib/versions/schema';

import { createClient } from './support/client';
import type { Input } from './support/client';
import { unique } from './support/notes';
import { databaseKinds } from './support/servers-setup';

const agentMemory = 'agent-memory-2026-07-22';
const managedAgents = 'managed-agents-2026-04-01';

describe.each(databaseKinds)('how the API is spoken to, on %s', (kind) => {
  const url = inject('serverUrls')[kind];
  const key = inject('operatorKey');
  const client = createClient(url, key);
  const makeStore = () => client.call(createStoreOperation, { body: { name: unique('store') } });

  test.each([
    { authorization: `Bearer ${key}` },
    { authorization: `bearer ${key}` },
    { 'x-api-key': key },
    { 'x-api-key': key, cookie: 'palimpsest.session=nonsense' },
    { authorization: `Bearer ${key}`, 'anthropic-version': '2026-10-21' },
    { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
  ])('a key is accepted as %o', async (headers) => {
    const response = await createClient(url, headers).send(listStoresOperation);
    expect(response.status).toBe(200);
  });

  test.each([{}, { authorization: 'Bearer nobody' }, { 'x-api-key': 'nobody' }, { authorization: key }])(
    'nobody is refused: %o',
    async (headers) => {
      const refusal = await createClient(url, headers).refuse(listStoresOperation);
      expect(refusal).toMatchObject({ status: 401, type: 'authentication_error' });
    },
  );

  test('the workspace may be named, but only the own one', async () => {
    const headers = { 'anthropic-workspace-id': 'wrkspc_01another' };
    const refusal = await client.refuse(listStoresOperation, { headers });
    expect(refusal).toMatchObject({ status: 403, type: 'permission_error' });
    const own = (await client.send(listStoresOperation)).headers.get('anthropic-workspace-id') ?? '';
    expect(own).toMatch(/^wrkspc_01/);
    await client.call(listStoresOperation, { headers: { 'anthropic-workspace-id': own } });
  });

  test.each([
    [agentMemory, 200],
    [managedAgents, 200],
    [`oauth-2025-04-20, ${agentMemory}`, 200],
    [`${managedAgents},something-else`, 200],
    ['', 400],
    ['something-else', 400],
    [`${managedAgents},${agentMemory}`, 400],
  ])('anthropic-beta "%s" gets %i', async (beta, status) => {
    const response = await client.send(listStoresOperation, { headers: { 'anthropic-beta': beta } });
    expect(response.status).toBe(status);
    await client.call(listSessionsOperation, { headers: { 'anthropic-beta': beta } });
  });

  test('every memory operation wants a beta value, and none of our own does', () => {
    const wanting = operations.filter((operation) => operation.wantsMemoryBeta).map(({ id }) => id);
    expect(wanting).toHaveLength(14);
  });

  test('an empty body with a JSON content type is no body', async () => {
    const store = await makeStore();
    const params = { memory_store_id: store.id };
    const empty: Input = { params, headers: { 'content-type': 'application/json' } };
    const memory = await client.call(createMemoryOperation, { params, body: { path: '/a', content: 'a' } });
    const inMemory = { ...params, memory_id: memory.id };
    await client.call(updateMemoryOperation, { params: inMemory, body: { content: 'b' } });
    const version = { ...params, memory_version_id: memory.memory_version_id };
    await client.call(redactVersionOperation, { ...empty, params: version });
    await client.call(redactVersionOperation, { params: version, body: {} });
    await client.call(archiveStoreOperation, empty);
    await client.call(deleteMemoryOperation, { ...empty, params: inMemory });
    expect(await client.call(deleteStoreOperation, empty)).toMatchObject({ type: 'memory_store_deleted' });
  });

  test('?beta=true and query parameters that nobody knows are tolerated', async () => {
    const params = { memory_store_id: (await makeStore()).id };
    const query = { beta: true, order_by: 'path', nonsense: '%' };
    await client.call(retrieveStoreOperation, { params, query });
    const memory = await client.call(createMemoryOperation, {
      params,
      query,
      body: { path: '/a', content: '' },
    });
    expect(memory.path).toBe('/a');
  });

  test('body keys that nobody knows are refused', async () => {
    const params = { memory_store_id: (await makeStore()).id };
    const body = { path: '/a', content: '', author: 'me' };
    expect(await client.refuse(createMemoryOperation, { params, body })).toMatchObject({ status: 400 });
    for (const operation of [archiveStoreOperation, deleteStoreOperation]) {
      const refusal = await client.refuse(operation, { params, body: { force: true } });
      expect(refusal).toMatchObject({ status: 400, message: 'force: Extra inputs are not permitted' });
    }
  });

  test('brackets may be percent-encoded or bare', async () => {
    const store = await makeStore();
    const headers = { authorization: `Bearer ${key}`, 'anthropic-beta': agentMemory };
    for (const name of ['created_at%5Bgte%5D', 'created_at[gte]']) {
      const response = await fetch(`${url}/v1/memory_stores?${name}=${store.created_at}`, { headers });
      const page = listStoresOperation.response.parse(await response.json());
      expect(page.data.every(({ created_at: at }) => at >= store.created_at)).toBe(true);
    }
  });

  test('a governance key comes only when asked for', async () => {
    const params = { memory_store_id: (await makeStore()).id };
    expect(await client.call(retrieveStoreOperation, { params })).not.toHaveProperty('governance');
    const asked = await client.call(retrieveStoreOperation, { params, query: { include: 'governance' } });
    expect(asked.governance).toMatchObject({ memory_count: 0 });
  });

  test('the description of the API names every operation', async () => {
    const response = await fetch(`${url}/v1/openapi.json`);
    const { paths } = (await response.json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const described = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((each) => each.operationId),
    );
    expect(described.toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  });
});
