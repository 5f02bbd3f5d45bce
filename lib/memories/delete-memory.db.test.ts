import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveStore } from '@/lib/stores/archive-store';
import { retrieveStore } from '@/lib/stores/read';
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
import { listVersions, retrieveVersion } from '@/lib/versions/read';

import { deleteMemory } from './delete-memory';
import { retrieveMemory } from './read';
import type { MemoryResource } from './schema';
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

function targetOf(memory: MemoryResource) {
  return { storeId: memory.memory_store_id, memoryId: memory.id };
}

function notFound(memory: MemoryResource) {
  return { code: 'not_found', message: `memory \`${memory.id}\` not found` };
}

describe('deleteMemory', () => {
  test('appends a `deleted` version and exactly one audit entry', async () => {
    const memory = await makeMemory(agent, storeId, { path: '/bye' });
    const result = await deleteMemory(agent, targetOf(memory), memory.content_sha256);
    expect(result).toEqual({ id: memory.id, type: 'memory_deleted' });
    const { memory: row, versions } = await footprintOf(system, memory.id);
    expect(row).toMatchObject({ path: null, contentSha256: null, contentSizeBytes: null, versionNumber: 2 });
    expect(versions[1]).toMatchObject({
      id: row.headVersionId,
      number: 2,
      operation: 'deleted',
      path: '/bye',
      contentSha256: null,
      contentSizeBytes: null,
    });
    expect((await trailOf(system, memory.id)).slice(1)).toEqual([
      {
        type: 'audit_entry',
        action: 'memory.deleted',
        actor: { type: 'api_actor', api_key_id: agent.id },
        target: { type: 'memory', id: memory.id },
        memory_store_id: storeId,
        parent_id: null,
        reason_id: null,
        request_id: 'req_test',
        details: { memory_version_id: row.headVersionId, previous_version_id: memory.memory_version_id },
      },
    ]);
  });

  test('leaves the versions readable and the memory gone', async () => {
    const memory = await makeMemory(agent, storeId, { content: 'remembered' });
    await deleteMemory(agent, targetOf(memory), undefined);
    await expect(retrieveMemory(agent, targetOf(memory), { view: 'full' })).rejects.toMatchObject(
      notFound(memory),
    );
    const page = await listVersions(agent, storeId, { memory_id: memory.id, view: 'basic', limit: 20 });
    expect(page.data.map((version) => version.operation)).toEqual(['deleted', 'created']);
    const first = await retrieveVersion(agent, storeId, memory.memory_version_id, { view: 'full' });
    expect(first.content).toBe('remembered');
  });

  test('a second delete and an update find nothing', async () => {
    const memory = await makeMemory(agent, storeId);
    await deleteMemory(agent, targetOf(memory), undefined);
    await expectNothingRecorded(system, memory.id, async () => {
      await expect(deleteMemory(agent, targetOf(memory), undefined)).rejects.toMatchObject(notFound(memory));
      await expect(updateMemory(agent, targetOf(memory), { content: 'x' }, 'full')).rejects.toMatchObject(
        notFound(memory),
      );
    });
  });

  test('is refused with a stale hash, and deletes nothing', async () => {
    const memory = await makeMemory(agent, storeId);
    await expectNothingRecorded(system, memory.id, () =>
      expect(deleteMemory(agent, targetOf(memory), '0'.repeat(64))).rejects.toMatchObject({
        code: 'precondition_failed',
        message: 'precondition content_sha256 failed: content has changed',
      }),
    );
  });

  test('is forbidden to a viewer and to a session that is attached read-only', async () => {
    const memory = await makeMemory(agent, storeId);
    const callers = [
      await makeMember(system, 'viewer'),
      await makeSession(system, { [storeId]: 'read_only' }),
    ];
    for (const caller of callers) {
      await expectNothingRecorded(system, memory.id, () =>
        expect(deleteMemory(caller, targetOf(memory), undefined)).rejects.toMatchObject({
          code: 'forbidden',
        }),
      );
    }
  });

  test("does not find another workspace's memory, in the same words as one that does not exist", async () => {
    const memory = await makeMemory(agent, storeId);
    const other = await makeWorkspace();
    const otherStore = await makeStore(other.system);
    const foreign = { storeId: otherStore.id, memoryId: memory.id };
    await expectNothingRecorded(system, memory.id, async () => {
      await expect(deleteMemory(other.system, foreign, undefined)).rejects.toMatchObject(notFound(memory));
      await expect(deleteMemory(other.system, targetOf(memory), undefined)).rejects.toMatchObject({
        code: 'not_found',
        message: `memory store not found: ${storeId}`,
      });
    });
    const sibling = { storeId: (await makeStore(system)).id, memoryId: memory.id };
    await expect(deleteMemory(system, sibling, undefined)).rejects.toMatchObject(notFound(memory));
  });

  test('is allowed in an archived store, and the count follows', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(agent, store.id);
    await makeMemory(agent, store.id);
    await archiveStore(system, store.id);
    await deleteMemory(agent, targetOf(memory), undefined);
    expect((await retrieveStore(system, store.id, true)).governance).toMatchObject({ memory_count: 1 });
  });
});
