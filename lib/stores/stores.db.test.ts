import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInput } from '@/lib/http/parse';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { archiveStore } from './archive-store';
import { createStore } from './create-store';
import { deleteStore } from './delete-store';
import { retrieveStore } from './read';
import { createStoreOperation, updateStoreOperation } from './schema';
import { updateStore } from './update-store';

useDatabase();

let system: Actor;
let operator: Actor;
let reviewer: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  reviewer = await makeMember(system, 'reviewer');
});

const entry = (storeId: string, action: string, details: object) => ({
  id: expect.stringMatching(/^audit_01/) as string,
  type: 'audit_entry',
  action,
  actor: { type: 'api_actor', api_key_id: operator.id },
  target: { type: 'memory_store', id: storeId },
  memory_store_id: storeId,
  parent_id: null,
  reason_id: null,
  request_id: 'req_test',
  details,
  recorded_at: expect.any(String) as string,
});
const onlyEntriesAfterCreation = async (storeId: string) => (await auditOf(system, storeId)).slice(1);

describe('createStore', () => {
  test('creates an empty store and exactly one audit entry', async () => {
    const store = await createStore(operator, { name: 'Notes', metadata: { team: 'a' } });
    expect(store).toEqual({
      id: expect.stringMatching(/^memstore_01/) as string,
      type: 'memory_store',
      name: 'Notes',
      description: '',
      metadata: { team: 'a' },
      created_at: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/) as string,
      updated_at: store.created_at,
      archived_at: null,
    });
    expect(await auditOf(system, store.id)).toEqual([entry(store.id, 'memory_store.created', {})]);
    expect(await retrieveStore(operator, store.id, true)).toMatchObject({
      ...store,
      governance: { memory_count: 0, version_count: 0 },
    });
  });

  test.each([
    [{}, 'name: Field required'],
    [{ name: '' }, 'name: minimum string length is 1'],
    [{ name: 'x'.repeat(256) }, 'name: maximum string length is 255'],
    [{ name: 'x', surprise: 1 }, 'surprise: Extra inputs are not permitted'],
  ])('refuses the body %j', (body, message) => {
    expect(() => parseInput(createStoreOperation.body, body)).toThrow(message);
  });
});

describe('updateStore', () => {
  test('changes what was given, moves updated_at and writes one entry that names the fields alone', async () => {
    const before = await createStore(operator, {
      name: 'Old',
      description: 'kept',
      metadata: { a: '1', b: '2' },
    });
    const store = await updateStore(operator, before.id, { name: 'New', metadata: { a: null, c: '3' } });
    expect(store).toMatchObject({
      name: 'New',
      description: 'kept',
      metadata: { b: '2', c: '3' },
      created_at: before.created_at,
    });
    expect(store.updated_at > before.updated_at).toBe(true);
    expect(await onlyEntriesAfterCreation(store.id)).toEqual([
      entry(store.id, 'memory_store.updated', { changed: ['name', 'metadata'] }),
    ]);
  });

  test.each([null, ''])('clears the description with %j', async (description) => {
    const { id } = await createStore(operator, { name: 'Notes', description: 'to go' });
    expect((await updateStore(operator, id, { description })).description).toBe('');
  });

  test('records nothing when nothing changes', async () => {
    const before = await createStore(operator, { name: 'Same', metadata: { a: '1' } });
    const body = { name: 'Same', description: null, metadata: { a: '1', gone: null } };
    expect(await updateStore(operator, before.id, body)).toEqual(before);
    expect(await onlyEntriesAfterCreation(before.id)).toEqual([]);
  });

  test('judges the limit of pairs after the merge', async () => {
    const pairs = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
    const { id } = await createStore(operator, { name: 'Full', metadata: pairs(16) });
    await expect(updateStore(operator, id, { metadata: { more: 'v' } })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    const swapped = await updateStore(operator, id, { metadata: { more: 'v', k0: null } });
    expect(Object.keys(swapped.metadata)).toHaveLength(16);
  });

  test.each([
    [{}, 'at least one of name, description, or metadata must be provided'],
    [{ name: null }, 'name cannot be empty'],
    [
      { metadata: null },
      'Failed to parse request: params: field "metadata": null is not a valid value for a map field; omit the field to preserve, or set individual keys to null to delete them',
    ],
  ])('refuses the body %j in the recorded words', (body, message) => {
    expect(() => parseInput(updateStoreOperation.body, body)).toThrow(message);
  });
});

describe('archiveStore', () => {
  test('archives for good: once with an entry, then without a change', async () => {
    const { id } = await makeStore(operator);
    const archived = await archiveStore(operator, id);
    expect(archived.archived_at).not.toBeNull();
    expect(archived.updated_at).toBe(archived.archived_at);
    expect(await archiveStore(operator, id)).toEqual(archived);
    expect(await onlyEntriesAfterCreation(id)).toEqual([entry(id, 'memory_store.archived', {})]);
  });

  test('stops every change but deletion', async () => {
    const { id } = await makeStore(operator);
    const memory = await makeMemory(operator, id);
    await archiveStore(operator, id);
    const refusal = {
      code: 'invalid_request',
      message: `cannot modify archived resource: memory store ${id}`,
    };
    await expect(updateStore(operator, id, { name: 'New' })).rejects.toMatchObject(refusal);
    await expect(makeMemory(operator, id)).rejects.toMatchObject(refusal);
    expect(await deleteMemory(operator, { storeId: id, memoryId: memory.id }, undefined)).toMatchObject({
      id: memory.id,
    });
    expect(await deleteStore(operator, id)).toEqual({ id, type: 'memory_store_deleted' });
  });

  test('runs once when several archive at the same time', async () => {
    const { id } = await makeStore(operator);
    const archived = await Promise.all(Array.from({ length: 5 }, () => archiveStore(operator, id)));
    expect(new Set(archived.map((store) => store.archived_at)).size).toBe(1);
    expect(await onlyEntriesAfterCreation(id)).toHaveLength(1);
  });
});

type Change = (actor: Actor, storeId: string) => Promise<unknown>;
const changes: [string, Change][] = [
  ['updateStore', (actor, id) => updateStore(actor, id, { name: 'New' })],
  ['archiveStore', archiveStore],
  ['deleteStore', deleteStore],
];

describe.each(changes)('%s', (_, change) => {
  test('is forbidden to whoever is no admin', async () => {
    const { id } = await makeStore(operator);
    const agent = await makeKey(system, { kind: 'agent' });
    for (const actor of [reviewer, agent]) {
      await expect(change(actor, id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await onlyEntriesAfterCreation(id)).toEqual([]);
  });

  test("speaks of another workspace's store as of one that does not exist", async () => {
    const { id } = await makeStore(operator);
    const stranger = await makeKey((await makeWorkspace()).system);
    for (const missing of [id, 'memstore_01nowhere']) {
      const refusal = { code: 'not_found', message: `memory store not found: ${missing}` };
      await expect(change(stranger, missing)).rejects.toMatchObject(refusal);
    }
    expect(await onlyEntriesAfterCreation(id)).toEqual([]);
  });
});

test('createStore is forbidden to whoever is no admin', async () => {
  await expect(createStore(reviewer, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
});
