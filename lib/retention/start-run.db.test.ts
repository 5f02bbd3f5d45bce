import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { makeOldHistories, numbersOf } from '@/lib/testing/old-histories';
import { asOwner } from '@/lib/testing/owner';
import { readAllPages, trailOf } from '@/lib/testing/records';

import { previewRun } from './preview-run';
import { listRuns, retrieveRun } from './read';
import { runRetention } from './run-retention';
import { scheduleRun } from './schedule-run';
import { setPolicy } from './set-policy';
import { startRun } from './start-run';

const context = useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const policy = { old_versions: { after_days: 20, keep_newest: 1 }, deleted_memories: null };

async function makeAged() {
  const storeId = (await makeStore(system)).id;
  const ids = await makeOldHistories(system, storeId, [{ ages: [50, 40, 30] }, { ages: [50, 40] }]);
  await setPolicy(system, storeId, policy);
  return { storeId, ids };
}

const dryRun = (storeId: string, limit = 100) =>
  previewRun(operator, { dry_run: true, memory_store_id: storeId, limit });

function findJobs(runId: string) {
  return asOwner(context, (query) =>
    query<{ name: string; data: unknown }>(
      `SELECT name, data FROM palimpsest_jobs.job WHERE data->>'retentionRunId' = $1`,
      [runId],
    ),
  );
}

describe('previewRun', () => {
  test('lists what would go in a stable order, page by page, and changes nothing', async () => {
    const { storeId, ids } = await makeAged();
    const all = await dryRun(storeId);
    expect(all.counts).toEqual({ memory_versions: 3, memories: 0 });
    const [two, one] = [[ids[0], ids[0]], [ids[1]]];
    const inOrder = ids[0]! < ids[1]! ? [...two, ...one] : [...one, ...two];
    expect(all.data.map((removal) => removal.memory_id)).toEqual(inOrder);
    const paged = await readAllPages((page) =>
      previewRun(operator, { dry_run: true, memory_store_id: storeId, limit: 1, page }),
    );
    expect(paged).toEqual(all.data);
    expect((await dryRun(storeId, 1)).preview_hash).toBe(all.preview_hash);
    expect(await numbersOf(system, ids[0]!)).toEqual([1, 2, 3]);
    expect(await trailOf(system, storeId)).toHaveLength(3);
  });

  test('has another hash when something else would go', async () => {
    const { storeId, ids } = await makeAged();
    const { preview_hash: before } = await dryRun(storeId);
    await updateMemory(operator, { storeId, memoryId: ids[0]! }, { content: 'newer' }, 'basic');
    expect((await dryRun(storeId)).preview_hash).not.toBe(before);
  });
});

describe('startRun', () => {
  test('answers at once, with one entry and one job that carries ids alone', async () => {
    const { storeId, ids } = await makeAged();
    const run = await startRun(operator, { dry_run: false, memory_store_id: storeId });
    expect(run).toMatchObject({
      status: 'running',
      memory_store_id: storeId,
      counts: { memory_versions: 0, memories: 0 },
      created_by: { type: 'api_actor', api_key_id: operator.id },
      ended_at: null,
    });
    expect(await retrieveRun(operator, run.id)).toEqual(run);
    expect(await trailOf(system, run.id)).toEqual([
      {
        type: 'audit_entry',
        action: 'retention_run.started',
        actor: { type: 'api_actor', api_key_id: operator.id },
        target: { type: 'retention_run', id: run.id },
        memory_store_id: storeId,
        parent_id: null,
        reason_id: null,
        request_id: 'req_test',
        details: {},
      },
    ]);
    const data = { workspaceId: system.workspaceId, retentionRunId: run.id };
    expect(await findJobs(run.id)).toEqual([{ name: 'run-retention', data }]);
    expect(await numbersOf(system, ids[0]!)).toEqual([1, 2, 3]);
  });

  test('with a dry run removes exactly what that showed', async () => {
    const { storeId, ids } = await makeAged();
    const shown = await dryRun(storeId);
    const preview = { as_of: parseInstant(shown.as_of)!, preview_hash: shown.preview_hash };
    const run = await startRun(operator, { dry_run: false, memory_store_id: storeId, preview });
    expect(run.as_of).toBe(shown.as_of);
    await runRetention({ workspaceId: system.workspaceId, retentionRunId: run.id });
    expect((await retrieveRun(operator, run.id)).counts).toEqual(shown.counts);
    expect(await Promise.all(ids.map((id) => numbersOf(system, id)))).toEqual([[3], [2]]);
  });

  test('with one that would be another by now is refused, and nothing happens', async () => {
    const { storeId, ids } = await makeAged();
    const shown = await dryRun(storeId);
    const preview = { as_of: parseInstant(shown.as_of)!, preview_hash: shown.preview_hash };
    await updateMemory(operator, { storeId, memoryId: ids[0]! }, { content: 'newer' }, 'basic');
    const count = async () => (await listRuns(operator, { limit: 100 })).data.length;
    const before = await count();
    const start = startRun(operator, { dry_run: false, memory_store_id: storeId, preview });
    await expect(start).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'preview_changed' },
    });
    expect(await count()).toBe(before);
  });

  test('is forbidden to everybody but admins', async () => {
    const { storeId } = await makeAged();
    const others = [
      await makeMember(system, 'reviewer'),
      await makeMember(system, 'auditor'),
      await makeKey(system, { scopes: ['govern', 'privacy'] }),
      await makeKey(system, { kind: 'agent' }),
      await makeSession(system, { [storeId]: 'read_write' }),
    ];
    for (const actor of others) {
      await expect(startRun(actor, { dry_run: false })).rejects.toMatchObject({ code: 'forbidden' });
      const preview = previewRun(actor, { dry_run: true, limit: 1 });
      await expect(preview).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('does not find a store or a run of another workspace', async () => {
    const { storeId } = await makeAged();
    const run = await startRun(operator, { dry_run: false, memory_store_id: storeId });
    const { system: stranger } = await makeWorkspace();
    const missing = { code: 'not_found', message: `memory store not found: ${storeId}` };
    const body = { dry_run: false, memory_store_id: storeId } as const;
    await expect(startRun(stranger, body)).rejects.toMatchObject(missing);
    const preview = previewRun(stranger, { dry_run: true, memory_store_id: storeId, limit: 1 });
    await expect(preview).rejects.toMatchObject(missing);
    await expect(retrieveRun(stranger, run.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await listRuns(stranger, { limit: 100 })).data).toEqual([]);
  });
});

describe('scheduleRun', () => {
  test('starts one run a day where a policy removes anything, however many ask', async () => {
    const { workspaceId, system: own } = await makeWorkspace();
    expect(await scheduleRun(workspaceId)).toBeNull();
    await setPolicy(own, null, policy);
    expect(await scheduleRun(workspaceId)).toBeNull();
    await makeStore(own);
    const started = await Promise.all([1, 2, 3].map(() => scheduleRun(workspaceId)));
    const [id, ...others] = started.filter((each) => each !== null);
    expect(others).toEqual([]);
    expect(await findJobs(id!)).toHaveLength(1);
    await asOwner(context, (query) =>
      query('UPDATE retention_run SET created_at = created_at - 86400000000 WHERE id = $1', [id]),
    );
    expect(await scheduleRun(workspaceId)).toMatch(/^retn_/);
  });

  test('and a daily run that finds nothing leaves no entry', async () => {
    const { workspaceId, system: own } = await makeWorkspace();
    await makeStore(own);
    await setPolicy(own, null, policy);
    const id = (await scheduleRun(workspaceId))!;
    await runRetention({ workspaceId, retentionRunId: id });
    expect(await retrieveRun(own, id)).toMatchObject({
      status: 'done',
      created_by: { type: 'system_actor', system_id: 'retention' },
    });
    expect(await trailOf(own, id)).toEqual([]);
  });
});

test('runs are listed newest first, page by page', async () => {
  const { system: own } = await makeWorkspace();
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) ids.unshift((await startRun(own, { dry_run: false })).id);
  const listed = await readAllPages((page) => listRuns(own, { limit: 2, page }));
  expect(listed.map((run) => run.id)).toEqual(ids);
});
