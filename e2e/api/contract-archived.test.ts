import { describe, expect, inject, test } from 'vitest';

import {
  createMemoryOperation,
  deleteMemoryOperation,
  listMemoriesOperation,
  retrieveMemoryOperation,
  updateMemoryOperation,
} from '@/lib/memories/schema';
import { createSessionOperation } from '@/lib/sessions/schema';
import {
  archiveStoreOperation,
  createStoreOperation,
  deleteStoreOperation,
  retrieveStoreOperation,
  updateStoreOperation,
} from '@/lib/stores/schema';
import {
  listVersionsOperation,
  redactVersionOperation,
  retrieveVersionOperation,
} from '@/lib/versions/schema';

import { createClient } from './support/client';
import { unique } from './support/notes';
import { databaseKinds } from './support/servers-setup';

describe.each(databaseKinds)('an archived store, on %s', (kind) => {
  const client = createClient(inject('serverUrls')[kind], inject('operatorKey'));

  async function makeArchived() {
    const store = await client.call(createStoreOperation, { body: { name: unique('store') } });
    const params = { memory_store_id: store.id };
    const memory = await client.call(createMemoryOperation, { params, body: { path: '/a', content: 'a' } });
    const inMemory = { ...params, memory_id: memory.id };
    await client.call(updateMemoryOperation, { params: inMemory, body: { content: 'b' } });
    await client.call(archiveStoreOperation, { params });
    return {
      store,
      memory,
      params,
      inMemory,
      inVersion: { ...params, memory_version_id: memory.memory_version_id },
    };
  }

  test('can still be read', async () => {
    const { params, inMemory, inVersion } = await makeArchived();
    await client.call(retrieveStoreOperation, { params });
    expect((await client.call(listMemoriesOperation, { params })).data).toHaveLength(1);
    expect((await client.call(retrieveMemoryOperation, { params: inMemory })).content).toBe('b');
    expect((await client.call(listVersionsOperation, { params })).data).toHaveLength(2);
    expect((await client.call(retrieveVersionOperation, { params: inVersion })).content).toBe('a');
  });

  test('can still be rid of a version, a memory and itself', async () => {
    const { params, inMemory, inVersion } = await makeArchived();
    expect((await client.call(redactVersionOperation, { params: inVersion })).content).toBeNull();
    await client.call(deleteMemoryOperation, { params: inMemory });
    await client.call(deleteStoreOperation, { params });
    expect(await client.refuse(retrieveStoreOperation, { params })).toMatchObject({ status: 404 });
  });

  test('takes no change, and says so', async () => {
    const { store, params, inMemory } = await makeArchived();
    const refused = {
      status: 400,
      type: 'invalid_request_error',
      message: `cannot modify archived resource: memory store ${store.id}`,
    };
    const attempts = [
      client.refuse(updateStoreOperation, { params, body: { name: 'other' } }),
      client.refuse(createMemoryOperation, { params, body: { path: '/new', content: '' } }),
      client.refuse(updateMemoryOperation, { params: inMemory, body: { content: 'c' } }),
      client.refuse(updateMemoryOperation, { params: inMemory, body: { path: '/renamed' } }),
    ];
    for (const refusal of await Promise.all(attempts)) expect(refusal).toMatchObject(refused);
  });

  test('cannot be attached to a session', async () => {
    const { store } = await makeArchived();
    const resources = [{ type: 'memory_store', memory_store_id: store.id, access: 'read_only' }];
    const body = { agent: 'a', environment_id: 'e', resources };
    expect(await client.refuse(createSessionOperation, { body })).toMatchObject({ status: 400 });
  });
});
