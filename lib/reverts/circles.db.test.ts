import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { footprintOf } from '@/lib/testing/records';
import { stateOf } from '@/lib/testing/store-states';

import { executeRevert } from './execute-revert';
import { planRevert } from './plan-revert';
import { listRevertItems } from './read';

// The environment is parsed once, at its first use, which is after this.
vi.stubEnv('LIMIT_STORE_BYTES', '100');

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

/** A session that moved each memory to the path of the next one, the last to that of the first, and made it short. */
async function makeCircle(paths: readonly string[], content = 'as it was') {
  const storeId = (await makeStore(system)).id;
  const ids: string[] = [];
  for (const path of paths) ids.push((await makeMemory(operator, storeId, { path, content })).id);
  const before = await stateOf(system, storeId);
  const session = await makeSession(system, { [storeId]: 'read_write' });
  const write = (memoryId: string, path: string) =>
    updateMemory(session, { storeId, memoryId }, { path, content: '' }, 'basic');
  await write(ids[0]!, '/aside');
  for (const index of [...ids.keys()].slice(1).toReversed()) {
    await write(ids[index]!, paths[(index + 1) % paths.length]!);
  }
  await write(ids[0]!, paths[1]!);
  return { storeId, ids, before, after: await stateOf(system, storeId), session };
}

async function revert(subject: { type: 'session' | 'revert'; id: string }, sliceSize: number) {
  const plan = await planRevert(operator, { subject });
  return executeRevert(
    operator,
    plan.id,
    { preview_hash: plan.preview_hash },
    { sliceSize, maxSlices: Infinity },
  );
}

describe('memories that hold each other’s paths', () => {
  const circles = [
    ['/1', '/2'],
    ['/1', '/2', '/3', '/4'],
    ['/1/below', '/1/other'],
  ];
  test.each(circles.flatMap((paths) => [1, 2, 50].map((sliceSize) => ({ paths, sliceSize }))))(
    'all go back, each by one version: $paths, $sliceSize at a time',
    async ({ paths, sliceSize }) => {
      const { storeId, ids, before, after, session } = await makeCircle(paths);
      const first = await revert({ type: 'session', id: session.id }, sliceSize);
      expect(first).toMatchObject({ status: 'done', counts: { outcome: { done: ids.length, failed: 0 } } });
      expect(await stateOf(system, storeId)).toEqual(before);
      for (const id of ids) {
        const { versions, trail } = await footprintOf(system, id);
        expect(versions.map(({ path }) => path).filter((path) => !paths.includes(path!))).toHaveLength(
          id === ids[0] ? 1 : 0,
        );
        expect(trail.filter(({ action }) => action === 'memory.reverted')).toHaveLength(1);
      }
      const second = await revert({ type: 'revert', id: first.id }, sliceSize);
      expect(second).toMatchObject({ counts: { outcome: { done: ids.length, failed: 0 } } });
      expect(await stateOf(system, storeId)).toEqual(after);
    },
  );

  test('a file and a folder that took each other’s place go back too', async () => {
    const storeId = (await makeStore(system)).id;
    const inFolder = await makeMemory(operator, storeId, { path: '/1/below' });
    const other = await makeMemory(operator, storeId, { path: '/2' });
    const before = await stateOf(system, storeId);
    const session = await makeSession(system, { [storeId]: 'read_write' });
    const moves = [
      [inFolder.id, '/aside'],
      [other.id, '/1'],
      [inFolder.id, '/2/below'],
    ] as const;
    for (const [memoryId, path] of moves)
      await updateMemory(session, { storeId, memoryId }, { path }, 'basic');
    const { counts } = await revert({ type: 'session', id: session.id }, 50);
    expect(counts.outcome).toMatchObject({ done: 2, failed: 0 });
    expect(await stateOf(system, storeId)).toEqual(before);
  });

  test('stay where they are when one of them cannot go back, and what else there is goes back', async () => {
    const { storeId, ids, after, session } = await makeCircle(['/1', '/2', '/3'], 'x'.repeat(30));
    const apart = await makeMemory(operator, storeId, { path: '/apart', content: 'apart' });
    await updateMemory(session, { storeId, memoryId: apart.id }, { content: 'other' }, 'basic');
    await makeMemory(operator, storeId, { path: '/large', content: 'y'.repeat(60) });
    const done = await revert({ type: 'session', id: session.id }, 50);
    expect(done).toMatchObject({ status: 'done', counts: { outcome: { done: 1, failed: 3 } } });
    const { data } = await listRevertItems(operator, done.id, { limit: 100 });
    const failed = data.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ memory_id: id }) => id).toSorted()).toEqual(ids.toSorted());
    for (const { error_code: code } of failed) expect(['path_conflict', 'store_too_large']).toContain(code);
    const now = await stateOf(system, storeId);
    expect(now[apart.id]?.content).toBe('apart');
    for (const id of ids) expect(now[id]).toEqual(after[id]);
  });
});
