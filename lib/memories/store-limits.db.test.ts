import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import { makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { expectNothingRecorded } from '@/lib/testing/records';

import { deleteMemory } from './delete-memory';
import { listMemories } from './read';
import { updateMemory } from './update-memory';

// The environment is parsed once, at its first use, which is after this.
vi.stubEnv('LIMIT_MEMORIES_PER_STORE', '3');
vi.stubEnv('LIMIT_STORE_BYTES', '100');

useDatabase();

let reviewer: Actor;
let system: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  reviewer = await makeMember(system, 'reviewer');
});

const isFull = { code: 'invalid_request', message: 'memory store has reached its memory limit' };
const isTooLarge = { code: 'invalid_request', message: 'memory store has reached its size limit' };

async function countOf(storeId: string): Promise<number> {
  const page = await listMemories(system, storeId, { path_prefix: '/', depth: 0, view: 'basic', limit: 100 });
  return page.data.length;
}

/** As a store is after its limit was lowered. */
async function makeOversized(storeId: string): Promise<void> {
  const { workspaceId } = system;
  const { id } = await makeMemory(reviewer, storeId, { content: '' });
  const where = { workspaceId_id: { workspaceId, id } };
  await withWorkspace(system, (tx) => tx.memory.update({ where, data: { contentSizeBytes: 1000 } }));
}

describe('a store with room for three memories', () => {
  test('takes the third, refuses the fourth, and takes it when one is deleted', async () => {
    const { id: storeId } = await makeStore(system);
    const first = await makeMemory(reviewer, storeId, { content: '' });
    for (let count = 2; count <= 3; count += 1) await makeMemory(reviewer, storeId, { content: '' });
    await expect(makeMemory(reviewer, storeId, { content: '' })).rejects.toMatchObject(isFull);
    await deleteMemory(reviewer, { storeId, memoryId: first.id }, undefined);
    await makeMemory(reviewer, storeId, { content: '' });
    await expect(makeMemory(reviewer, storeId, { content: '' })).rejects.toMatchObject(isFull);
  });

  test('takes exactly three of many that race', async () => {
    const { id: storeId } = await makeStore(system);
    const writes = await Promise.allSettled(
      Array.from({ length: 8 }, () => makeMemory(reviewer, storeId, { content: '' })),
    );
    expect(writes.filter((write) => write.status === 'fulfilled')).toHaveLength(3);
    expect(await countOf(storeId)).toBe(3);
  });
});

describe('a store with room for 100 bytes', () => {
  const halfFull = { path: '/half', content: 'x'.repeat(50) };

  test('takes the hundredth byte and refuses the next', async () => {
    const { id: storeId } = await makeStore(system);
    await makeMemory(reviewer, storeId, halfFull);
    await expect(makeMemory(reviewer, storeId, { content: 'x'.repeat(51) })).rejects.toMatchObject(
      isTooLarge,
    );
    await expect(makeMemory(reviewer, storeId, { content: 'x'.repeat(50) })).resolves.toBeDefined();
    await expect(makeMemory(reviewer, storeId, { content: 'x' })).rejects.toMatchObject(isTooLarge);
    await expect(makeMemory(reviewer, storeId, { content: '' })).resolves.toBeDefined();
  });

  test('counts an update by what it adds, and takes renames and smaller texts when full', async () => {
    const { id: storeId } = await makeStore(system);
    const { id: memoryId } = await makeMemory(reviewer, storeId, halfFull);
    const target = { storeId, memoryId };
    await updateMemory(reviewer, target, { content: 'x'.repeat(100) }, 'basic');
    await expectNothingRecorded(system, memoryId, () =>
      expect(updateMemory(reviewer, target, { content: 'x'.repeat(101) }, 'basic')).rejects.toMatchObject(
        isTooLarge,
      ),
    );
    await updateMemory(reviewer, target, { path: '/moved' }, 'basic');
    await updateMemory(reviewer, target, { content: 'y'.repeat(100) }, 'basic');
    await updateMemory(reviewer, target, { content: 'small' }, 'basic');
    await expect(makeMemory(reviewer, storeId, { content: 'x'.repeat(95) })).resolves.toBeDefined();
  });

  test('takes what makes it no larger when it holds too much already', async () => {
    const { id: storeId } = await makeStore(system);
    const { id: memoryId } = await makeMemory(reviewer, storeId, halfFull);
    await makeOversized(storeId);
    const target = { storeId, memoryId };
    await updateMemory(reviewer, target, { content: 'y'.repeat(50) }, 'basic');
    await updateMemory(reviewer, target, { content: 'x'.repeat(20) }, 'basic');
    await expect(updateMemory(reviewer, target, { content: 'x'.repeat(21) }, 'basic')).rejects.toMatchObject(
      isTooLarge,
    );
  });

  test('is never overfilled by writers that race', async () => {
    const { id: storeId } = await makeStore(system);
    const writes = await Promise.allSettled(
      Array.from({ length: 3 }, () => makeMemory(reviewer, storeId, { content: 'x'.repeat(40) })),
    );
    expect(writes.filter((write) => write.status === 'fulfilled')).toHaveLength(2);
    const { id: otherId } = await makeStore(system);
    const small = await Promise.all([1, 2].map(() => makeMemory(reviewer, otherId, { content: 'x' })));
    const grown = await Promise.allSettled(
      small.map(({ id }) =>
        updateMemory(reviewer, { storeId: otherId, memoryId: id }, { content: 'x'.repeat(60) }, 'basic'),
      ),
    );
    expect(grown.filter((write) => write.status === 'fulfilled')).toHaveLength(1);
  });
});
