import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveStore } from '@/lib/stores/archive-store';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { expectNothingRecorded, footprintOf, trailOf } from '@/lib/testing/records';

import { retrieveMemory } from './read';
import type { MemoryResource, UpdateMemoryBody } from './schema';
import { updateMemory } from './update-memory';

useDatabase();

let system: Actor;
let agent: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  storeId = (await makeStore(system)).id;
});

const stale = { type: 'content_sha256' as const, content_sha256: '0'.repeat(64) };

function targetOf(memory: MemoryResource) {
  return { storeId: memory.memory_store_id, memoryId: memory.id };
}

function update(actor: Actor, memory: MemoryResource, body: UpdateMemoryBody): Promise<MemoryResource> {
  return updateMemory(actor, targetOf(memory), body, 'full');
}

describe('updateMemory', () => {
  test('appends a version with the new content and exactly one audit entry', async () => {
    const memory = await makeMemory(agent, storeId, { content: 'one' });
    const precondition = { type: 'content_sha256' as const, content_sha256: memory.content_sha256 };
    const updated = await update(agent, memory, { content: 'two ✓', precondition });
    expect(updated).toEqual({
      ...memory,
      content: 'two ✓',
      content_sha256: createHash('sha256').update('two ✓').digest('hex'),
      content_size_bytes: 7,
      memory_version_id: updated.memory_version_id,
      updated_at: updated.updated_at,
    });
    expect(updated.memory_version_id).not.toBe(memory.memory_version_id);
    expect(updated.updated_at > memory.updated_at).toBe(true);
    expect(await retrieveMemory(agent, targetOf(memory), { view: 'full' })).toEqual(updated);
    expect((await trailOf(system, memory.id)).slice(1)).toEqual([
      {
        type: 'audit_entry',
        action: 'memory.updated',
        actor: { type: 'api_actor', api_key_id: agent.id },
        target: { type: 'memory', id: memory.id },
        memory_store_id: storeId,
        parent_id: null,
        reason_id: null,
        request_id: 'req_test',
        details: {
          memory_version_id: updated.memory_version_id,
          previous_version_id: memory.memory_version_id,
          changed: ['content'],
          content_size_bytes: 7,
        },
      },
    ]);
  });

  test('a rename keeps id and content and appends `modified`', async () => {
    const memory = await makeMemory(agent, storeId, { path: '/old', content: 'kept' });
    const renamed = await update(agent, memory, { path: '/new' });
    expect(renamed).toMatchObject({
      id: memory.id,
      path: '/new',
      content: 'kept',
      content_sha256: memory.content_sha256,
    });
    const { versions, trail } = await footprintOf(system, memory.id);
    expect(versions).toMatchObject([
      { number: 1, operation: 'created', path: '/old', contentSizeBytes: 4 },
      { number: 2, operation: 'modified', path: '/new', contentSizeBytes: 4 },
    ]);
    expect(trail.at(-1)?.details).toMatchObject({ changed: ['path'], content_size_bytes: 4 });
    await expect(makeMemory(agent, storeId, { path: '/old' })).resolves.toMatchObject({ path: '/old' });
  });

  test('changes content and path together as one version', async () => {
    const memory = await makeMemory(agent, storeId, { path: '/both', content: 'before' });
    const changed = await update(agent, memory, { path: '/both/moved', content: 'after' });
    expect(changed).toMatchObject({ path: '/both/moved', content: 'after' });
    const { versions, trail } = await footprintOf(system, memory.id);
    expect(versions.map((version) => version.number)).toEqual([1, 2]);
    expect(trail.at(-1)?.details).toMatchObject({ changed: ['path', 'content'] });
  });

  test('moves /a below itself and back', async () => {
    const memory = await makeMemory(agent, storeId, { path: '/self' });
    await expect(update(agent, memory, { path: '/self/inner' })).resolves.toMatchObject({
      path: '/self/inner',
    });
    await expect(update(agent, memory, { path: '/self' })).resolves.toMatchObject({ path: '/self' });
  });

  test('takes null as omitted', async () => {
    const memory = await makeMemory(agent, storeId, { content: 'kept' });
    const emptied = await update(agent, memory, { path: null, content: '', precondition: null });
    expect(emptied).toMatchObject({ path: memory.path, content: '', content_size_bytes: 0 });
  });

  test.each(['/busy/file', '/busy', '/busy/file/below'])(
    'does not move a memory to %s beside /busy/file',
    async (path) => {
      const store = await makeStore(system);
      const taken = await makeMemory(system, store.id, { path: '/busy/file' });
      const memory = await makeMemory(agent, store.id, { path: '/free' });
      await expectNothingRecorded(system, memory.id, () =>
        expect(update(agent, memory, { path, content: 'new' })).rejects.toMatchObject({
          code: 'path_conflict',
          details: { conflictingPath: '/busy/file', conflictingMemoryId: taken.id },
        }),
      );
    },
  );
});

describe('the precondition of updateMemory', () => {
  test.each([{ content: 'new' }, { path: '/elsewhere' }, { path: '/elsewhere', content: 'new' }])(
    'refuses %j when it is stale, and records nothing',
    async (body) => {
      const memory = await makeMemory(agent, storeId);
      await expectNothingRecorded(system, memory.id, () =>
        expect(update(agent, memory, { ...body, precondition: stale })).rejects.toMatchObject({
          code: 'precondition_failed',
          message: 'precondition content_sha256 failed: content has changed',
        }),
      );
    },
  );

  test.each(['content', 'path', 'both'])('loses against a no-op of %s', async (what) => {
    const memory = await makeMemory(agent, storeId, { content: 'same' });
    const body = {
      ...(what !== 'path' && { content: 'same' }),
      ...(what !== 'content' && { path: memory.path }),
      precondition: stale,
    };
    const result = await expectNothingRecorded(system, memory.id, () => update(agent, memory, body));
    expect(result).toEqual(memory);
  });

  test('is judged before a path conflict', async () => {
    const taken = await makeMemory(agent, storeId);
    const memory = await makeMemory(agent, storeId);
    const body = { path: taken.path, precondition: stale };
    await expect(update(agent, memory, body)).rejects.toMatchObject({ code: 'precondition_failed' });
  });
});

describe('who may call updateMemory', () => {
  const body = { content: 'changed' };

  test('is forbidden to a viewer and to a session that is attached read-only', async () => {
    const memory = await makeMemory(agent, storeId);
    const callers = [
      await makeMember(system, 'viewer'),
      await makeSession(system, { [storeId]: 'read_only' }),
    ];
    for (const caller of callers) {
      await expectNothingRecorded(system, memory.id, () =>
        expect(update(caller, memory, body)).rejects.toMatchObject({ code: 'forbidden' }),
      );
    }
  });

  test('a session names itself in the version', async () => {
    const memory = await makeMemory(agent, storeId);
    const session = await makeSession(system, { [storeId]: 'read_write' });
    await update(session, memory, body);
    const { versions, trail } = await footprintOf(system, memory.id);
    expect(versions.at(-1)).toMatchObject({ actorType: 'session_actor', actorId: session.id });
    expect(trail.at(-1)?.actor).toEqual({ type: 'session_actor', session_id: session.id });
  });

  test("does not find another workspace's store or memory, in the same words as one that does not exist", async () => {
    const memory = await makeMemory(agent, storeId);
    const other = await makeWorkspace();
    const otherStore = await makeStore(other.system);
    const foreign = { storeId: otherStore.id, memoryId: memory.id };
    const missing = { storeId, memoryId: 'mem_01none' };
    const message = (id: string) => `memory \`${id}\` not found`;
    await expect(update(other.system, memory, body)).rejects.toMatchObject({
      code: 'not_found',
      message: `memory store not found: ${storeId}`,
    });
    await expect(updateMemory(other.system, foreign, body, 'full')).rejects.toMatchObject({
      code: 'not_found',
      message: message(memory.id),
    });
    await expect(updateMemory(system, missing, body, 'full')).rejects.toMatchObject({
      code: 'not_found',
      message: message('mem_01none'),
    });
  });

  test('is refused in an archived store, a rename too', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(agent, store.id);
    await archiveStore(system, store.id);
    for (const change of [body, { path: '/moved' }]) {
      await expectNothingRecorded(system, memory.id, () =>
        expect(update(agent, memory, change)).rejects.toMatchObject({
          code: 'invalid_request',
          message: `cannot modify archived resource: memory store ${store.id}`,
        }),
      );
    }
  });
});
