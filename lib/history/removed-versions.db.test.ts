import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { copyMemory } from '@/lib/memories/copy-memory';
import { restoreVersion } from '@/lib/memories/restore-version';
import { updateMemory } from '@/lib/memories/update-memory';
import { runRetention } from '@/lib/retention/run-retention';
import { setPolicy } from '@/lib/retention/set-policy';
import { startRun } from '@/lib/retention/start-run';
import { planRevert } from '@/lib/reverts/plan-revert';
import { listRevertItems } from '@/lib/reverts/read';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { makeOldHistories, numbersOf } from '@/lib/testing/old-histories';
import type { OldHistory } from '@/lib/testing/old-histories';
import { footprintOf } from '@/lib/testing/records';
import { importWorkspace } from '@/lib/transfer/import-workspace';
import { exportWorkspace } from '@/lib/transfer/export-workspace';
import type { Download } from '@/lib/http/transport';
import { listVersions, retrieveVersion } from '@/lib/versions/read';
import { redactVersion } from '@/lib/versions/redact-version';

import { blameMemory } from './blame-memory';
import { diffStores } from './diff-stores';
import { diffVersions } from './diff-versions';
import { listAsOf } from './list-as-of';
import { mergeMemory } from './merge-memory';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const keepOne = { old_versions: { after_days: 15, keep_newest: 1 }, deleted_memories: null };

async function retain(storeId: string, policy = keepOne): Promise<void> {
  await setPolicy(system, storeId, policy);
  const { id } = await startRun(system, { dry_run: false, memory_store_id: storeId });
  await runRetention({ workspaceId: system.workspaceId, retentionRunId: id });
}

/** A store whose one memory had the given history, and the ids of all versions that it ever had. */
async function makeRemoved(history: OldHistory) {
  const storeId = (await makeStore(system)).id;
  const [memoryId] = await makeOldHistories(system, storeId, [history]);
  const { versions } = await footprintOf(system, memoryId!);
  await retain(storeId);
  return { storeId, memoryId: memoryId!, versions };
}

const noted = ['one\n', 'one\ntwo\n', 'one\ntwo\nthree\n', 'one\ntwo\nthree\nfour\n'];
const grown = { ages: [40, 30, 20, 10], texts: noted };
/** Served before the gap: numbers 1 and 4 remain. */
const servedOld = { ...grown, served: 0 };

const asOf = (storeId: string, at: bigint) =>
  listAsOf(operator, storeId, { at, path_prefix: '/', view: 'basic', limit: 100 });
const between = (storeId: string, from: bigint, to?: bigint) =>
  diffStores(operator, {
    type: 'memory_stores',
    from: { type: 'memory_store', memory_store_id: storeId, at: from },
    to: { type: 'memory_store', memory_store_id: storeId, at: to },
    path_prefix: '/',
    limit: 100,
  });

describe('a version that was removed', () => {
  test('is not found, in the same words as one that never was', async () => {
    const { storeId, memoryId, versions } = await makeRemoved(grown);
    const gone = versions[0]!.id;
    const head = versions.at(-1)!.id;
    const missing = { code: 'not_found', message: `memory version \`${gone}\` not found` };
    const ref = (id: string) => ({ type: 'memory_version' as const, memory_version_id: id });
    const attempts: [string, () => Promise<unknown>][] = [
      ['retrieve', () => retrieveVersion(operator, storeId, gone, { view: 'full' })],
      ['restore', () => restoreVersion(operator, storeId, gone, {})],
      ['redact', () => redactVersion(operator, storeId, gone)],
      ['diff', () => diffVersions(operator, { type: 'memory_versions', from: ref(gone), to: ref(head) })],
      [
        'merge',
        () =>
          mergeMemory(operator, {
            memory_store_id: storeId,
            memory_id: memoryId,
            base_version_id: gone,
            content: 'x',
          }),
      ],
    ];
    for (const [name, attempt] of attempts) await expect(attempt(), name).rejects.toMatchObject(missing);
    const { data } = await listVersions(operator, storeId, { view: 'full', limit: 20 });
    expect(data.map((version) => version.id)).toEqual([head]);
  });

  test('is still named by a copy that was made of it', async () => {
    const storeId = (await makeStore(system)).id;
    const [memoryId] = await makeOldHistories(system, storeId, [{ ages: [40] }]);
    const copy = await copyMemory(
      operator,
      { storeId, memoryId: memoryId! },
      { path: '/copy.md', memory_store_id: storeId },
    );
    const origin = (await footprintOf(system, memoryId!)).memory.headVersionId;
    await updateMemory(operator, { storeId, memoryId: memoryId! }, { content: 'newer' }, 'basic');
    await retain(storeId);
    expect(await numbersOf(system, memoryId!)).toEqual([2]);
    const query = { view: 'full', include: 'governance' } as const;
    const found = await retrieveVersion(operator, storeId, copy.memory_version_id, query);
    expect(found.governance?.origin).toEqual({ kind: 'copied', memory_version_id: origin });
  });
});

describe('blame', () => {
  test('behind the gap is approximate, and the lines are the text', async () => {
    const target = await makeRemoved(grown);
    const { lines, versions } = await blameMemory(operator, target);
    expect(lines.map((line) => line.text).join('')).toBe(noted[3]);
    expect(lines.every((line) => line.is_approximate)).toBe(true);
    expect(versions.map((version) => version.id)).toEqual([target.versions[3]!.id]);
  });

  test('gives a line to a version before the gap where it stands there', async () => {
    const target = await makeRemoved(servedOld);
    const { lines } = await blameMemory(operator, target);
    const [first, , , last] = target.versions;
    expect(lines.map((line) => [line.memory_version_id, line.is_approximate])).toEqual([
      [first!.id, false],
      [last!.id, true],
      [last!.id, true],
      [last!.id, true],
    ]);
  });
});

describe('a store as it was', () => {
  test('leaves out what was removed and says so, until the oldest instant that is known in full', async () => {
    const { storeId, versions } = await makeRemoved(grown);
    const last = versions[3]!;
    expect(await asOf(storeId, versions[1]!.recordedAt)).toEqual({
      data: [],
      next_page: null,
      is_complete: false,
    });
    expect(await asOf(storeId, last.recordedAt - 1n)).toMatchObject({ data: [], is_complete: false });
    expect(await asOf(storeId, last.recordedAt)).toMatchObject({
      data: [{ id: last.id }],
      is_complete: true,
    });
  });

  test('does not take an older version for the one that was removed', async () => {
    const { storeId, versions } = await makeRemoved(servedOld);
    expect(await asOf(storeId, versions[2]!.recordedAt)).toMatchObject({ data: [], is_complete: false });
  });

  test('is complete where nothing was ever removed', async () => {
    const storeId = (await makeStore(system)).id;
    await makeMemory(system, storeId);
    expect(await asOf(storeId, 1n)).toEqual({ data: [], next_page: null, is_complete: true });
  });
});

describe('a difference', () => {
  test.each([
    ['everything before is gone', grown],
    ['an older version is left', servedOld],
  ])('does not tell of changes that it cannot know: %s', async (_, history) => {
    const { storeId, versions } = await makeRemoved(history);
    const diff = await between(storeId, versions[2]!.recordedAt);
    expect(diff.data).toEqual([]);
    expect([diff.from.is_complete, diff.to.is_complete]).toEqual([false, true]);
  });

  test('tells of what came after', async () => {
    const { storeId, memoryId, versions } = await makeRemoved(grown);
    const memory = await updateMemory(operator, { storeId, memoryId }, { content: 'newer' }, 'basic');
    const diff = await between(storeId, versions[3]!.recordedAt, parseInstant(memory.updated_at)!);
    expect(diff.data.map(({ change }) => change)).toEqual(['changed']);
    expect(diff.from.is_complete).toBe(true);
  });
});

describe('what a session knew', () => {
  test('cannot be told where what it wrote before may have been removed', async () => {
    const storeId = (await makeStore(system)).id;
    const { id, type } = await makeSession(system, { [storeId]: 'read_write' });
    const history = { ages: [40, 30, 20], by: { id, type } };
    const [memoryId] = await makeOldHistories(system, storeId, [history]);
    const knowledge = async () => {
      const query = { view: 'basic', include: 'governance', memory_id: memoryId!, limit: 1 } as const;
      return (await listVersions(operator, storeId, query)).data[0]?.governance?.prior_knowledge;
    };
    expect(await knowledge()).toBe('written');
    await retain(storeId);
    expect(await knowledge()).toBeNull();
  });
});

describe('a revert', () => {
  test('leaves alone what it cannot put back', async () => {
    const storeId = (await makeStore(system)).id;
    const [memoryId] = await makeOldHistories(system, storeId, [{ ages: [40] }]);
    const session = await makeSession(system, { [storeId]: 'read_write' });
    await updateMemory(session, { storeId, memoryId: memoryId! }, { content: 'wrong' }, 'basic');
    await retain(storeId);
    const plan = await planRevert(operator, { subject: { type: 'session', id: session.id } });
    expect(plan.counts.classification).toMatchObject({ target_removed: 1, created_by_it: 0 });
    const { data } = await listRevertItems(operator, plan.id, { limit: 10 });
    expect(data).toMatchObject([{ action: 'none', error_code: 'target_removed' }]);
  });
});

async function bytesOf({ chunks }: Download): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

test('an archive carries the gap, and an import gives it back', async () => {
  const { system: from } = await makeWorkspace();
  const storeId = (await makeStore(from)).id;
  await makeOldHistories(from, storeId, [servedOld, { ages: [40, 30], isDeleted: true, path: '/gone.md' }]);
  await setPolicy(from, storeId, keepOne);
  const run = await startRun(from, { dry_run: false });
  await runRetention({ workspaceId: from.workspaceId, retentionRunId: run.id });
  const bytes = await bytesOf(await exportWorkspace(from));
  const { system: to } = await makeWorkspace();
  async function* chunks() {
    yield await Promise.resolve(bytes);
  }
  await importWorkspace(to, { contentType: 'application/x-ndjson+gzip', chunks });
  expect((await bytesOf(await exportWorkspace(to))).equals(bytes)).toBe(true);
  const { data } = await listVersions(to, storeId, { view: 'basic', include: 'governance', limit: 20 });
  expect(new Set(data.map((version) => version.governance?.number))).toEqual(new Set([1, 2, 4]));
});
