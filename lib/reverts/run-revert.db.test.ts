import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { restoreVersion } from '@/lib/memories/restore-version';
import { updateMemory } from '@/lib/memories/update-memory';
import { archiveStore } from '@/lib/stores/archive-store';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMemory, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { footprintOf } from '@/lib/testing/records';
import { stateOf } from '@/lib/testing/store-states';
import { redactVersion } from '@/lib/versions/redact-version';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';

import { carryOut, fullPace } from './carry-out';
import { executeRevert } from './execute-revert';
import { planRevert } from './plan-revert';
import { listRevertItems, retrieveRevert } from './read';
import { runRevert } from './run-revert';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

/** A session that changed, deleted and created memories, two of each, and the plan to revert it. */
async function makePlan() {
  const storeId = (await makeStore(system)).id;
  const session = await makeSession(system, { [storeId]: 'read_write' });
  const made = [];
  for (const path of ['/a', '/b', '/c', '/d']) {
    made.push(await makeMemory(operator, storeId, { path, content: `${path} before` }));
  }
  const ids = made.map((memory) => memory.id);
  for (const memoryId of ids.slice(0, 2)) {
    await updateMemory(session, { storeId, memoryId }, { content: 'after' }, 'basic');
  }
  for (const memoryId of ids.slice(2)) await deleteMemory(session, { storeId, memoryId }, undefined);
  for (const path of ['/c', '/e']) ids.push((await makeMemory(session, storeId, { path })).id);
  const plan = await planRevert(operator, { subject: { type: 'session', id: session.id } });
  const body = { preview_hash: plan.preview_hash };
  const job = { workspaceId: system.workspaceId, revertId: plan.id };
  const firstVersions = made.map((memory) => memory.memory_version_id);
  return { storeId, ids, firstVersions, plan, body, job };
}

type Prepared = Awaited<ReturnType<typeof makePlan>>;
const memoryCount = 6;

/** Starts a revert whose process dies after some memories. */
function crashAfter(count: number, { plan, body }: Prepared, actor = operator) {
  return executeRevert(actor, plan.id, body, { sliceSize: 1, maxSlices: count });
}

async function expectDoneOnce({ storeId, ids, plan }: Prepared): Promise<void> {
  const texts = Object.values(await stateOf(system, storeId)).map((state) => state?.content ?? null);
  expect(texts.toSorted((left, right) => (String(left) < String(right) ? -1 : 1))).toEqual([
    '/a before',
    '/b before',
    '/c before',
    '/d before',
    null,
    null,
  ]);
  expect(await retrieveRevert(operator, plan.id)).toMatchObject({
    status: 'done',
    counts: { outcome: { done: memoryCount, failed: 0, pending: 0 } },
  });
  for (const memoryId of ids) {
    const { versions, trail } = await footprintOf(system, memoryId);
    expect(trail.filter((entry) => entry.action === 'memory.reverted')).toHaveLength(1);
    expect(versions).toHaveLength(trail.length);
  }
  const actions = (await auditOf(system, plan.id)).map((entry) => entry.action);
  expect(actions).toEqual(['revert.planned', 'revert.started', 'revert.finished']);
}

describe('runRevert', () => {
  test.each(Array.from({ length: memoryCount + 1 }, (_, count) => count))(
    'goes on after a crash behind %i memories, and does none of them twice',
    async (count) => {
      const prepared = await makePlan();
      const crashed = await crashAfter(count, prepared);
      expect(crashed.counts.outcome.done).toBe(count);
      await runRevert(prepared.job);
      await expectDoneOnce(prepared);
      await runRevert(prepared.job);
      await expectDoneOnce(prepared);
    },
  );

  test('several at once take turns', async () => {
    const prepared = await makePlan();
    await crashAfter(1, prepared);
    const slow = { sliceSize: 1, maxSlices: Infinity };
    await Promise.all([
      runRevert(prepared.job),
      carryOut(operator, prepared.plan.id, slow),
      carryOut(operator, prepared.plan.id, slow),
    ]);
    await expectDoneOnce(prepared);
  });

  test('acts as the system, below the entry of whoever started it, even when their key is gone', async () => {
    const leaving = await makeKey(system);
    const prepared = await makePlan();
    await crashAfter(1, prepared, leaving);
    await revokeApiKey(system, leaving.id);
    await runRevert(prepared.job);
    await expectDoneOnce(prepared);
    const [, started, finished] = await auditOf(system, prepared.plan.id);
    expect(started?.actor).toEqual({ type: 'api_actor', api_key_id: leaving.id });
    expect(finished).toMatchObject({
      actor: { type: 'system_actor', system_id: 'revert' },
      parent_id: started?.id,
    });
  });

  test('does nothing for a plan that nobody started', async () => {
    const { storeId, job } = await makePlan();
    const before = await stateOf(system, storeId);
    await runRevert(job);
    expect(await stateOf(system, storeId)).toEqual(before);
  });
});

describe('what moved since the start', () => {
  async function expectStopped(prepared: Prepared, position: number, code: string): Promise<void> {
    await carryOut(operator, prepared.plan.id, fullPace);
    const { data } = await listRevertItems(operator, prepared.plan.id, { limit: 100 });
    const outcomes = data.map((item) => [item.outcome, item.error_code]);
    const rest = Array.from({ length: memoryCount - position - 1 }, () => [null, null]);
    const done = Array.from({ length: position }, () => ['done', null]);
    expect(outcomes).toEqual([...done, ['failed', code], ...rest]);
    const counts = { done: position, failed: 1, skipped: 0, pending: memoryCount - position - 1 };
    expect(await retrieveRevert(operator, prepared.plan.id)).toMatchObject({
      status: 'stopped',
      counts: { outcome: counts },
    });
    const last = (await auditOf(system, prepared.plan.id)).at(-1);
    expect(last).toMatchObject({ action: 'revert.stopped', details: counts });
  }

  test.each([2, 3, 4, 5])('stops it at memory %i, and what is behind that is untouched', async (position) => {
    const prepared = await makePlan();
    const { storeId, plan } = prepared;
    await crashAfter(1, prepared);
    const { data } = await listRevertItems(operator, plan.id, { limit: 100 });
    const item = data[position]!;
    if (item.action === 'recreate') {
      // Whoever restores it first has moved its head.
      await restoreVersion(operator, storeId, item.target_version_id!, { path: '/elsewhere' });
    } else {
      await updateMemory(operator, { storeId, memoryId: item.memory_id }, { content: 'newer' }, 'basic');
    }
    const untouched = data.slice(position);
    const heads = () =>
      Promise.all(untouched.map(async ({ memory_id: id }) => (await footprintOf(system, id)).memory));
    const before = await heads();
    await expectStopped(prepared, position, 'head_moved');
    expect(await heads()).toEqual(before);
  });

  test('stops it when the memory was deleted', async () => {
    const prepared = await makePlan();
    await crashAfter(0, prepared);
    const { data } = await listRevertItems(operator, prepared.plan.id, { limit: 1 });
    const target = { storeId: prepared.storeId, memoryId: data[0]!.memory_id };
    await deleteMemory(operator, target, undefined);
    await expectStopped(prepared, 0, 'head_moved');
  });

  test('stops it when the state before was redacted, or the store archived', async () => {
    const redacted = await makePlan();
    await crashAfter(2, redacted);
    const { data } = await listRevertItems(operator, redacted.plan.id, { limit: 100 });
    await redactVersion(operator, redacted.storeId, data[3]!.target_version_id!);
    await expectStopped(redacted, 3, 'target_redacted');
    const archived = await makePlan();
    await crashAfter(2, archived);
    await archiveStore(system, archived.storeId);
    await expectStopped(archived, 2, 'store_archived');
  });

  test('is reverted by what it did until then', async () => {
    const prepared = await makePlan();
    const { storeId, plan } = prepared;
    const before = await stateOf(system, storeId);
    await crashAfter(3, prepared);
    const { data } = await listRevertItems(operator, plan.id, { limit: 100 });
    await redactVersion(operator, storeId, data[3]!.target_version_id!);
    await runRevert(prepared.job);
    const undo = await planRevert(operator, { subject: { type: 'revert', id: plan.id } });
    await executeRevert(operator, undo.id, { preview_hash: undo.preview_hash });
    expect(await stateOf(system, storeId)).toEqual(before);
  });

  test('does not stop it where only what agents may do changed', async () => {
    const prepared = await makePlan();
    await crashAfter(1, prepared);
    await archiveMemory(operator, { storeId: prepared.storeId, memoryId: prepared.ids[0]! }, {});
    await runRevert(prepared.job);
    expect((await retrieveRevert(operator, prepared.plan.id)).status).toBe('done');
  });
});

// The embedded database does one thing at a time, so nobody writes during a slice.
test.runIf(!isEmbedded)(
  'writers at the same time lose nothing: a head is what somebody wrote or what was before',
  async () => {
    const prepared = await makePlan();
    const { storeId, ids, plan } = prepared;
    await crashAfter(0, prepared);
    const writers = ids.slice(0, 2).map(async (memoryId) => {
      for (let turn = 0; turn < 5; turn += 1) {
        await updateMemory(operator, { storeId, memoryId }, { content: `newer ${turn}` }, 'basic');
      }
    });
    await Promise.all([...writers, runRevert(prepared.job)]);
    const state = await stateOf(system, storeId);
    for (const memoryId of ids.slice(0, 2)) expect(state[memoryId]?.content).toBe('newer 4');
    const { status, counts } = await retrieveRevert(operator, plan.id);
    expect(status).toBe(counts.outcome.pending + counts.outcome.failed === 0 ? 'done' : 'stopped');
  },
);
