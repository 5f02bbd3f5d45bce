import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { actOnMemories } from './act-on-memories';
import { retrieveMemory } from './read';
import type { MemoryResource } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

const itemOf = (memory: MemoryResource) => ({
  memory_store_id: memory.memory_store_id,
  memory_id: memory.id,
});

function makeThree() {
  return Promise.all(['1', '2', '3'].map((content) => makeMemory(operator, storeId, { content })));
}

describe('actOnMemories', () => {
  test('archives many under one parent entry with counts, and one entry for each', async () => {
    const memories = await makeThree();
    const result = await actOnMemories(operator, {
      act: 'archive',
      items: memories.map(itemOf),
      reason: 'spring cleaning',
    });
    expect(result.counts).toEqual({ done: 3, unchanged: 0, failed: 0 });
    expect(result.data.map((item) => item.memory_id)).toEqual(memories.map((memory) => memory.id));
    const [parent] = (await auditOf(system, system.workspaceId)).slice(-1);
    expect(parent).toMatchObject({
      id: result.audit_entry_id,
      action: 'memory.bulk_acted',
      details: { act: 'archive', done: 3, unchanged: 0, failed: 0 },
    });
    for (const memory of memories) {
      const entry = (await auditOf(system, memory.id)).at(-1);
      expect(entry).toMatchObject({
        action: 'memory.archived',
        parent_id: parent?.id,
        reason_id: parent?.reason_id,
      });
    }
  });

  test('moves many with one failing item: the others are moved, the failing one says why', async () => {
    const [a, b, c] = await makeThree();
    const taken = await makeMemory(operator, storeId);
    const result = await actOnMemories(operator, {
      act: 'move',
      items: [
        { ...itemOf(a!), path: `${a!.path}.moved` },
        { ...itemOf(b!), path: taken.path },
        { ...itemOf(c!), path: `${c!.path}.moved` },
      ],
    });
    expect(result.data.map((item) => [item.outcome, item.error?.type ?? null])).toEqual([
      ['done', null],
      ['failed', 'memory_path_conflict_error'],
      ['done', null],
    ]);
    const paths = await Promise.all(
      [a!, b!, c!].map(
        async ({ id }) => (await retrieveMemory(operator, { storeId, memoryId: id }, { view: 'basic' })).path,
      ),
    );
    expect(paths).toEqual([`${a!.path}.moved`, b!.path, `${c!.path}.moved`]);
  });

  test('deletes only what is still the expected text', async () => {
    const [a, b] = await makeThree();
    const result = await actOnMemories(operator, {
      act: 'delete',
      items: [
        { ...itemOf(a!), expected_content_sha256: b!.content_sha256 },
        { ...itemOf(b!), expected_content_sha256: b!.content_sha256 },
      ],
    });
    expect(result.data.map((item) => item.outcome)).toEqual(['failed', 'done']);
  });

  test('records nothing when nothing changes', async () => {
    const memories = await makeThree();
    const items = memories.map(itemOf);
    await actOnMemories(operator, { act: 'lock', items });
    const before = await auditOf(system, system.workspaceId);
    const again = await actOnMemories(operator, { act: 'lock', items, reason: 'again' });
    expect(again).toMatchObject({ audit_entry_id: null, counts: { done: 0, unchanged: 3, failed: 0 } });
    expect(await auditOf(system, system.workspaceId)).toEqual(before);
  });

  test('refuses a viewer item by item, and does not find what belongs to another workspace', async () => {
    const memories = await makeThree();
    const viewer = await makeMember(system, 'viewer');
    const refused = await actOnMemories(viewer, { act: 'delete', items: memories.map(itemOf) });
    expect(refused.data.map((item) => item.error?.type)).toEqual(Array(3).fill('permission_error'));
    const other = await makeWorkspace();
    const missing = await actOnMemories(other.system, { act: 'archive', items: memories.map(itemOf) });
    expect(missing.data.map((item) => item.error?.message)).toEqual(
      Array(3).fill(`memory store not found: ${storeId}`),
    );
  });

  test('two bulk acts over the same memories in opposite order both finish', async () => {
    const items = (await makeThree()).map(itemOf);
    const results = await Promise.all([
      actOnMemories(operator, { act: 'withhold', items }),
      actOnMemories(operator, { act: 'lock', items: items.toReversed() }),
    ]);
    expect(results.map((result) => result.counts.done)).toEqual([3, 3]);
  });
});
