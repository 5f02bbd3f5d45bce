import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { retrieveMemory } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { flushReads } from '@/lib/reads/flush-reads';
import { deleteStore } from '@/lib/stores/delete-store';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { makeOldHistories, numbersOf } from '@/lib/testing/old-histories';
import { asOwner } from '@/lib/testing/owner';
import { trailOf } from '@/lib/testing/records';

import { previewRun } from './preview-run';
import { retrieveRun } from './read';
import { runRetention } from './run-retention';
import { setPolicy } from './set-policy';
import { startRun } from './start-run';

const context = useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const policy = { old_versions: { after_days: 20, keep_newest: 1 }, deleted_memories: { after_days: 10 } };
/** Removes 2 versions of the first, all 3 of the second, nothing of the third. */
const histories = [
  { ages: [50, 40, 30] },
  { ages: [50, 40, 30], isDeleted: true },
  { ages: [50] },
  { ages: [60, 50, 5], isDeleted: true },
];
const afterwards = [[3], [], [1], [1, 2, 3].slice(1)];
const total = 6;

async function makeRun() {
  const storeId = (await makeStore(system)).id;
  const ids = await makeOldHistories(system, storeId, histories);
  await setPolicy(system, storeId, policy);
  const run = await startRun(operator, { dry_run: false, memory_store_id: storeId, reason: 'tidy' });
  return { storeId, ids, run, job: { workspaceId: system.workspaceId, retentionRunId: run.id } };
}

type Prepared = Awaited<ReturnType<typeof makeRun>>;

async function expectDoneOnce({ ids, run }: Prepared): Promise<void> {
  expect(await Promise.all(ids.map((id) => numbersOf(system, id)))).toEqual(afterwards);
  expect(await retrieveRun(operator, run.id)).toMatchObject({
    status: 'done',
    counts: { memory_versions: total, memories: 1 },
  });
  const trail = await trailOf(system, run.id);
  expect(trail.map((entry) => [entry.action, entry.details])).toEqual([
    ['retention_run.started', {}],
    ['retention_run.finished', { memory_version_count: total, memory_count: 1 }],
  ]);
}

describe('runRetention', () => {
  test('ends with exactly one entry below that of whoever ordered it, by the system', async () => {
    const prepared = await makeRun();
    await runRetention(prepared.job);
    await expectDoneOnce(prepared);
    const [started, finished] = await trailOf(system, prepared.run.id);
    expect(started?.actor).toEqual({ type: 'api_actor', api_key_id: operator.id });
    expect(finished).toMatchObject({
      actor: { type: 'system_actor', system_id: 'retention' },
      memory_store_id: prepared.storeId,
      parent_id: expect.stringMatching(/^audit_/) as string,
      reason_id: started?.reason_id,
    });
  });

  test.each(Array.from({ length: total + 3 }, (_, count) => count))(
    'goes on after a crash behind %i slices, and does nothing twice',
    async (maxSlices) => {
      const prepared = await makeRun();
      await runRetention(prepared.job, { sliceSize: 1, maxSlices });
      await runRetention(prepared.job);
      await expectDoneOnce(prepared);
      await runRetention(prepared.job);
      await expectDoneOnce(prepared);
    },
  );

  test('several at once take turns', async () => {
    const prepared = await makeRun();
    const pace = { sliceSize: 1, maxSlices: Infinity };
    await Promise.all([1, 2, 3].map(() => runRetention(prepared.job, pace)));
    await expectDoneOnce(prepared);
  });

  test('a slice that fails leaves nothing half done', async () => {
    const prepared = await makeRun();
    await asOwner(context, (query) =>
      query(
        `CREATE TRIGGER memory_stuck BEFORE DELETE ON memory FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
      ),
    );
    await expect(runRetention(prepared.job, { sliceSize: 100, maxSlices: 1 })).rejects.toThrow();
    await asOwner(context, (query) => query('DROP TRIGGER memory_stuck ON memory'));
    const untouched = histories.map(({ ages }) => ages.map((_, place) => place + 1));
    expect(await Promise.all(prepared.ids.map((id) => numbersOf(system, id)))).toEqual(untouched);
    await runRetention(prepared.job);
    await expectDoneOnce(prepared);
  });

  test('goes by the policy of the moment: one that keeps everything stops it', async () => {
    const { storeId, ids, job } = await makeRun();
    await runRetention(job, { sliceSize: 1, maxSlices: 1 });
    await setPolicy(operator, storeId, { old_versions: null, deleted_memories: null });
    await runRetention(job);
    const left = (await Promise.all(ids.map((id) => numbersOf(system, id)))).flat().length;
    expect(left).toBe(histories.flatMap(({ ages }) => ages).length - 1);
    expect((await retrieveRun(operator, job.retentionRunId)).status).toBe('done');
  });

  test('goes through every store by its own policy or the workspace’s, and leaves other workspaces alone', async () => {
    const { system: own } = await makeWorkspace();
    const make = async (actor: Actor) => {
      const { id } = await makeStore(actor);
      return { id, ids: await makeOldHistories(actor, id, [{ ages: [50, 40, 30] }]) };
    };
    const [following, keeping, deleted] = [await make(own), await make(own), await make(own)];
    const foreign = await make(system);
    await setPolicy(own, null, policy);
    await setPolicy(own, keeping.id, { old_versions: null, deleted_memories: null });
    await deleteStore(own, deleted.id);
    const run = await startRun(own, { dry_run: false });
    await runRetention(
      { workspaceId: own.workspaceId, retentionRunId: run.id },
      { sliceSize: 1, maxSlices: 50 },
    );
    expect(await numbersOf(own, following.ids[0]!)).toEqual([3]);
    expect(await numbersOf(own, keeping.ids[0]!)).toEqual([1, 2, 3]);
    expect(await numbersOf(own, deleted.ids[0]!)).toEqual([1, 2, 3]);
    expect(await numbersOf(system, foreign.ids[0]!)).toEqual([1, 2, 3]);
  });

  test('walks past more memories than one statement looks at', async () => {
    const storeId = (await makeStore(system)).id;
    const many = Array.from({ length: 520 }, () => ({ ages: [2, 1] }));
    const ids = await makeOldHistories(system, storeId, [...many, { ages: [50, 40] }]);
    await setPolicy(system, storeId, policy);
    const preview = await previewRun(operator, { dry_run: true, memory_store_id: storeId, limit: 10 });
    expect(preview.data.map((removal) => removal.memory_id)).toEqual([ids.at(-1)]);
    const run = await startRun(operator, { dry_run: false, memory_store_id: storeId });
    await runRetention({ workspaceId: system.workspaceId, retentionRunId: run.id });
    expect(await numbersOf(system, ids.at(-1)!)).toEqual([2]);
    expect((await retrieveRun(operator, run.id)).counts).toEqual({ memory_versions: 1, memories: 0 });
  }, 90_000);

  test('takes recorded reads with a memory, and leaves those of a memory that stays', async () => {
    const storeId = (await makeStore(system)).id;
    const [stays, goes] = await makeOldHistories(system, storeId, [
      { ages: [50, 40] },
      { ages: [50, 40], isDeleted: true },
    ]);
    const session = await makeSession(system, { [storeId]: 'read_write' });
    await retrieveMemory(session, { storeId, memoryId: stays! }, { view: 'full' });
    await flushReads();
    await asOwner(context, (query) =>
      query(
        `INSERT INTO session_read (workspace_id, session_id, memory_id, memory_version_id, kind, read_count, first_at, last_at)
         SELECT workspace_id, session_id, $2, memory_version_id, kind, 1, 1, 1 FROM session_read WHERE memory_id = $1`,
        [stays, goes],
      ),
    );
    await setPolicy(system, storeId, policy);
    const run = await startRun(operator, { dry_run: false, memory_store_id: storeId });
    await runRetention({ workspaceId: system.workspaceId, retentionRunId: run.id });
    const left = await asOwner(context, (query) =>
      query<{ memory_id: string }>('SELECT memory_id FROM session_read WHERE memory_id IN ($1, $2)', [
        stays,
        goes,
      ]),
    );
    expect(left.map((row) => row.memory_id)).toEqual([stays]);
  });

  test('while agents write: no head is lost, and each memory keeps its newest', async () => {
    const storeId = (await makeStore(system)).id;
    const ids = await makeOldHistories(
      system,
      storeId,
      [histories[0]!, histories[0]!].map((each, index) => ({ ...each, path: `/w-${index}.md` })),
    );
    await setPolicy(system, storeId, policy);
    const run = await startRun(operator, { dry_run: false, memory_store_id: storeId });
    const writes = ids.flatMap((memoryId) =>
      [1, 2, 3].map((n) => updateMemory(operator, { storeId, memoryId }, { content: `new ${n}` }, 'basic')),
    );
    const pace = { sliceSize: 1, maxSlices: Infinity };
    await Promise.all([
      runRetention({ workspaceId: system.workspaceId, retentionRunId: run.id }, pace),
      ...writes,
    ]);
    await makeMemory(operator, storeId);
    for (const memoryId of ids) {
      expect((await numbersOf(system, memoryId)).slice(-3)).toEqual([4, 5, 6]);
      expect((await retrieveMemory(operator, { storeId, memoryId }, { view: 'full' })).content).toMatch(
        /^new/,
      );
    }
  });
});
