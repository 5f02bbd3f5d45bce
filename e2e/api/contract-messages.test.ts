import { describe, expect, inject, test } from 'vitest';

import * as memories from '@/lib/memories/schema';
import { createSessionOperation } from '@/lib/sessions/schema';
import * as stores from '@/lib/stores/schema';
import { listVersionsOperation } from '@/lib/versions/schema';

import type { Operation } from '@/lib/http/contract';

import { createClient } from './support/client';
import { unique } from './support/notes';
import { databaseKinds } from './support/servers-setup';

type Row = {
  when: string;
  operation: Operation;
  query?: Record<string, string>;
  body?: unknown;
  says: string;
};

const { createMemoryOperation, listMemoriesOperation, updateMemoryOperation, deleteMemoryOperation } =
  memories;
const { createStoreOperation, updateStoreOperation } = stores;

const regex = 'path: does not match regex pattern `^(/[^/\\x00]+)+$`';
const prefixRegex = 'path_prefix: does not match regex pattern `^(/([^/\\x00]+/)*)?$`';
const hidden = 'path must not contain control or format characters';
const dots = 'path must not contain . or .. segments';
const atPath = (path: string, says: string): Row => ({
  when: `the path ${JSON.stringify(path.slice(0, 20))} (${path.length})`,
  operation: createMemoryOperation,
  body: { path, content: '' },
  says,
});
const atPrefix = (prefix: string): Row => ({
  when: `the prefix ${prefix}`,
  operation: listMemoriesOperation,
  query: { path_prefix: prefix },
  says: prefixRegex,
});

const invalid: Row[] = [
  { when: 'a store has no name', operation: createStoreOperation, body: {}, says: 'name: Field required' },
  {
    when: 'a store has an empty name',
    operation: createStoreOperation,
    body: { name: '' },
    says: 'name: minimum string length is 1',
  },
  {
    when: 'a store has a long name',
    operation: createStoreOperation,
    body: { name: 'n'.repeat(256) },
    says: 'name: maximum string length is 255',
  },
  {
    when: 'a name is set to null',
    operation: updateStoreOperation,
    body: { name: null },
    says: 'name cannot be empty',
  },
  {
    when: 'an update is empty',
    operation: updateStoreOperation,
    body: {},
    says: 'at least one of name, description, or metadata must be provided',
  },
  {
    when: 'metadata is set to null',
    operation: updateStoreOperation,
    body: { metadata: null },
    says: 'Failed to parse request: params: field "metadata": null is not a valid value for a map field; omit the field to preserve, or set individual keys to null to delete them',
  },
  {
    when: 'an unknown key is sent',
    operation: createStoreOperation,
    body: { name: 'n', owner: 'me' },
    says: 'owner: Extra inputs are not permitted',
  },
  atPath('relative.md', regex),
  atPath('/a//b', regex),
  atPath('/a/', regex),
  atPath('/', 'path: minimum string length is 2'),
  atPath('/a/./b', dots),
  atPath('/..', dots),
  atPath('/a\u0007', hidden),
  atPath('/a\u200b', hidden),
  atPath('/a\u2028', hidden),
  atPath('/u\u0308', 'path must be NFC-normalized'),
  atPath(`/${'a'.repeat(1024)}`, 'path: maximum string length is 1024'),
  atPath(`/${'ü'.repeat(512)}`, 'path must be at most 1024 bytes'),
  atPath('/a'.repeat(21), 'path must be at most 20 segments deep'),
  atPrefix('notes/'),
  atPrefix('/notes'),
  atPrefix('/a//'),
  {
    when: 'content is one byte too long',
    operation: createMemoryOperation,
    body: { path: '/long', content: 'x'.repeat(102_401) },
    says: 'content must be at most 102400 bytes',
  },
  {
    when: 'content is null',
    operation: createMemoryOperation,
    body: { path: '/null', content: null },
    says: 'content: value is required',
  },
  {
    when: 'nothing is to be updated',
    operation: updateMemoryOperation,
    body: {},
    says: 'at least one of content or path must be provided',
  },
  {
    when: 'an operation is misspelt',
    operation: listVersionsOperation,
    query: { operation: 'create' },
    says: 'Failed to parse request: operation: "create" is not a valid value; expected one of created, deleted, modified',
  },
  {
    when: 'depth is 2',
    operation: listMemoriesOperation,
    query: { depth: '2' },
    says: 'depth: must be 0 or 1',
  },
  {
    when: 'limit is 0',
    operation: listMemoriesOperation,
    query: { limit: '0' },
    says: 'limit: must be a whole number from 1 to 100',
  },
  {
    when: 'limit is 101',
    operation: stores.listStoresOperation,
    query: { limit: '101' },
    says: 'limit: must be a whole number from 1 to 100',
  },
  {
    when: 'the expected hash is no hash',
    operation: deleteMemoryOperation,
    query: { expected_content_sha256: 'ABC' },
    says: 'expected_content_sha256: does not match regex pattern `^[0-9a-f]{64}$`',
  },
];

describe.each(databaseKinds)('what refusals say, on %s', (kind) => {
  const client = createClient(inject('serverUrls')[kind], inject('operatorKey'));

  async function makeMemory(path = '/taken.md') {
    const store = await client.call(createStoreOperation, { body: { name: unique('store') } });
    const params = { memory_store_id: store.id };
    const memory = await client.call(createMemoryOperation, { params, body: { path, content: 'one' } });
    return { store, memory, params: { ...params, memory_id: memory.id } };
  }

  test.each(invalid)('when $when: 400', async ({ operation, query, body, says }) => {
    const { params } = await makeMemory();
    const refusal = await client.refuse(operation, {
      params,
      ...(query && { query }),
      ...(body !== undefined && { body }),
    });
    expect(refusal).toMatchObject({ status: 400, type: 'invalid_request_error', message: says });
  });

  test('a path that is taken, for create and for rename', async () => {
    const { memory, params } = await makeMemory();
    const other = await client.call(createMemoryOperation, { params, body: { path: '/other', content: '' } });
    const conflict = {
      status: 409,
      type: 'memory_path_conflict_error',
      message: `path \`/taken.md\` is already used by \`${memory.id}\`; use update to modify it`,
      conflicting_path: '/taken.md',
      conflicting_memory_id: memory.id,
    };
    const body = { path: '/taken.md' };
    expect(
      await client.refuse(createMemoryOperation, { params, body: { ...body, content: '' } }),
    ).toMatchObject(conflict);
    const renaming = { params: { ...params, memory_id: other.id }, body };
    expect(await client.refuse(updateMemoryOperation, renaming)).toMatchObject(conflict);
    for (const path of ['/taken.md/below', '/other/below']) {
      const refusal = await client.refuse(createMemoryOperation, { params, body: { path, content: '' } });
      expect(refusal).toMatchObject({ status: 409, type: 'memory_path_conflict_error' });
    }
  });

  test('a stale hash, for update, rename and delete', async () => {
    const { params } = await makeMemory();
    const stale = 'a'.repeat(64);
    const says = {
      status: 409,
      type: 'memory_precondition_failed_error',
      message: 'precondition content_sha256 failed: content has changed',
    };
    const precondition = { type: 'content_sha256', content_sha256: stale };
    for (const change of [{ content: 'two' }, { path: '/renamed' }]) {
      const body = { ...change, precondition };
      expect(await client.refuse(updateMemoryOperation, { params, body })).toMatchObject(says);
    }
    const query = { expected_content_sha256: stale };
    expect(await client.refuse(deleteMemoryOperation, { params, query })).toMatchObject(says);
    const nothingToDo = { params, body: { content: 'one', precondition } };
    expect((await client.call(updateMemoryOperation, nothingToDo)).content_size_bytes).toBe(3);
  });

  test('what does not exist', async () => {
    const { params } = await makeMemory();
    const missing = { memory_store_id: 'memstore_01missing', memory_id: 'mem_01missing' };
    const notFound = { status: 404, type: 'not_found_error' };
    const noStore = { ...notFound, message: 'memory store not found: memstore_01missing' };
    expect(await client.refuse(stores.retrieveStoreOperation, { params: missing })).toMatchObject(noStore);
    expect(await client.refuse(memories.retrieveMemoryOperation, { params: missing })).toMatchObject(noStore);
    const noMemory = { ...notFound, message: 'memory `mem_01missing` not found' };
    const inStore = { ...params, memory_id: missing.memory_id };
    expect(await client.refuse(memories.retrieveMemoryOperation, { params: inStore })).toMatchObject(
      noMemory,
    );
    await client.call(deleteMemoryOperation, { params });
    const deleted = { ...notFound, message: `memory \`${params.memory_id}\` not found` };
    expect(await client.refuse(deleteMemoryOperation, { params })).toMatchObject(deleted);
    expect(await client.refuse(updateMemoryOperation, { params, body: { content: '' } })).toMatchObject(
      deleted,
    );
  });

  test('the ninth store of a session', async () => {
    const { store } = await makeMemory();
    const resource = { type: 'memory_store', memory_store_id: store.id };
    const body = { agent: 'a', environment_id: 'e', resources: Array.from({ length: 9 }, () => resource) };
    expect(await client.refuse(createSessionOperation, { body })).toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      message: 'resources cannot contain more than 8 memory_store entries',
    });
  });
});
