import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { copyMemory } from '@/lib/memories/copy-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import {
  auditOf,
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { footprintOf } from '@/lib/testing/records';
import { stateOf } from '@/lib/testing/store-states';

import { executeRevert } from './execute-revert';
import { planRevert } from './plan-revert';
import { maxMemoriesWithoutAdmin } from './policy';
import { listRevertItems } from './read';
import type { RevertResource } from './schema';

const context = useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

const planFor = (id: string) => planRevert(operator, { subject: { type: 'session', id } });
const execute = ({ id, preview_hash }: RevertResource, actor = operator) =>
  executeRevert(actor, id, { preview_hash });
const targetOf = (memoryId: string) => ({ storeId, memoryId });

/** A session that overwrote, moved, deleted and created a memory each, in a store of its own. */
async function makeRun() {
  const own = (await makeStore(system)).id;
  const [overwritten, moved, deleted] = await Promise.all(
    ['overwritten', 'moved', 'deleted'].map((name) =>
      makeMemory(operator, own, { path: `/${name}.md`, content: `${name} as it was ✓` }),
    ),
  );
  const before = await stateOf(system, own);
  const session = await makeSession(system, { [own]: 'read_write' });
  const at = (memoryId: string) => ({ storeId: own, memoryId });
  await updateMemory(session, at(overwritten!.id), { content: 'overwritten' }, 'basic');
  await updateMemory(session, at(moved!.id), { content: 'moved', path: '/folder/moved.md' }, 'basic');
  await deleteMemory(session, at(deleted!.id), undefined);
  const created = await makeMemory(session, own, { path: '/deleted.md' });
  const ids = { overwritten: overwritten!.id, moved: moved!.id, deleted: deleted!.id, created: created.id };
  return { own, session, before: { ...before, [created.id]: null }, ids };
}

describe('executeRevert', () => {
  test('gives back path and text of everything, by new versions that name what they bring back', async () => {
    const { own, session, before, ids } = await makeRun();
    const plan = await planFor(session.id);
    const revert = await executeRevert(operator, plan.id, {
      preview_hash: plan.preview_hash,
      reason: 'a run that went wrong',
    });
    expect(await stateOf(system, own)).toEqual(before);
    expect(revert).toMatchObject({
      status: 'done',
      counts: { ...plan.counts, outcome: { done: 4, skipped: 0, failed: 0, pending: 0 } },
      started_by: { type: 'api_actor', api_key_id: operator.id },
    });
    const { data: items } = await listRevertItems(operator, revert.id, { limit: 100 });
    expect(items.map((item) => item.outcome)).toEqual(['done', 'done', 'done', 'done']);
    const { memory, versions } = await footprintOf(system, ids.moved);
    const item = items.find((each) => each.memory_id === ids.moved);
    expect(memory.headVersionId).toBe(item?.result_version_id);
    expect(versions.at(-1)).toMatchObject({
      number: 3,
      originKind: 'reverted',
      originVersionId: versions[0]!.id,
      contentSha256: versions[0]!.contentSha256,
      actorId: operator.id,
    });
  });

  test('writes one entry for its start, one for each memory below it, and one for its end, without a text', async () => {
    const { session, ids } = await makeRun();
    const plan = await planFor(session.id);
    const revert = await executeRevert(operator, plan.id, { preview_hash: plan.preview_hash, reason: 'why' });
    const trail = await auditOf(system, revert.id);
    expect(trail.map((entry) => entry.action)).toEqual([
      'revert.planned',
      'revert.started',
      'revert.finished',
    ]);
    const [, started, finished] = trail;
    expect(started).toMatchObject({ id: revert.audit_entry_id, details: { memory_count: 4 } });
    expect(started?.reason_id).toMatch(/^reason_/);
    expect(finished).toMatchObject({
      parent_id: started?.id,
      details: { done: 4, failed: 0, skipped: 0, pending: 0 },
    });
    const common = { action: 'memory.reverted', parent_id: started?.id, reason_id: started?.reason_id };
    const entryOf = async (memoryId: string) => (await auditOf(system, memoryId)).at(-1);
    const { versions } = await footprintOf(system, ids.moved);
    expect(await entryOf(ids.moved)).toMatchObject({
      ...common,
      actor: { type: 'api_actor', api_key_id: operator.id },
      details: {
        memory_version_id: versions[2]!.id,
        previous_version_id: versions[1]!.id,
        origin_version_id: versions[0]!.id,
        changed: ['path', 'content'],
        content_size_bytes: versions[0]!.contentSizeBytes,
      },
    });
    const removed = (await footprintOf(system, ids.created)).versions;
    const details = { memory_version_id: removed[1]!.id, previous_version_id: removed[0]!.id };
    expect((await entryOf(ids.created))?.details).toEqual(details);
    expect(await entryOf(ids.deleted)).toMatchObject(common);
  });

  test('is forbidden to agents and to whoever may not govern', async () => {
    const { session } = await makeRun();
    const plan = await planFor(session.id);
    const agent = await makeKey(system, { kind: 'agent' });
    for (const actor of [session, agent, await makeMember(system, 'viewer')]) {
      await expect(execute(plan, actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test("does not find another workspace's revert", async () => {
    const plan = await planFor((await makeRun()).session.id);
    await expect(execute(plan, (await makeWorkspace()).system)).rejects.toMatchObject({
      code: 'not_found',
      message: `revert not found: ${plan.id}`,
    });
  });

  test('refuses a plan that would be another one by now, and one that it was not shown, and does nothing', async () => {
    const { own, session, ids } = await makeRun();
    const plan = await planFor(session.id);
    const changed = { code: 'conflict', details: { errorCode: 'preview_changed' } };
    await expect(execute({ ...plan, preview_hash: 'another' })).rejects.toMatchObject(changed);
    await updateMemory(operator, { storeId: own, memoryId: ids.moved }, { content: 'newer' }, 'basic');
    const before = await stateOf(system, own);
    await expect(execute(plan)).rejects.toMatchObject(changed);
    expect(await stateOf(system, own)).toEqual(before);
    expect(await auditOf(system, plan.id)).toHaveLength(1);
    const again = await planFor(session.id);
    expect(again.counts.classification).toMatchObject({ clean: 1, edited_since: 1 });
    expect(await execute(again)).toMatchObject({ counts: { outcome: { done: 3, skipped: 1 } } });
  });

  test('says so when there is nothing to do, and records nothing', async () => {
    const plan = await planFor((await makeSession(system, {})).id);
    await expect(execute(plan)).rejects.toMatchObject({ details: { errorCode: 'nothing_to_change' } });
    expect(await auditOf(system, plan.id)).toHaveLength(1);
  });

  test('returns what was executed already as it is', async () => {
    const { own, session } = await makeRun();
    const plan = await planFor(session.id);
    const revert = await execute(plan);
    const state = await stateOf(system, own);
    const trail = await auditOf(system, plan.id);
    expect(await execute(plan)).toEqual(revert);
    expect(await stateOf(system, own)).toEqual(state);
    expect(await auditOf(system, plan.id)).toEqual(trail);
  });

  test('needs admin beyond 25 memories', async () => {
    const session = await makeSession(system, { [storeId]: 'read_write' });
    const reviewer = await makeMember(system, 'reviewer');
    for (let count = 0; count < maxMemoriesWithoutAdmin; count += 1) await makeMemory(session, storeId);
    const small = await planFor(session.id);
    expect(small.required_scope).toBe('govern');
    const one = await makeMemory(session, storeId);
    const large = await planFor(session.id);
    expect(large.required_scope).toBe('admin');
    await expect(execute(large, reviewer)).rejects.toMatchObject({ code: 'forbidden' });
    await deleteMemory(session, targetOf(one.id), undefined);
    const exact = await planFor(session.id);
    expect(exact.counts.action).toMatchObject({ delete: maxMemoriesWithoutAdmin, none: 1 });
    expect(await execute(exact, reviewer)).toMatchObject({ status: 'done' });
  });

  test('leaves a job for the case that its process dies, to start later', async () => {
    const plan = await planFor((await makeRun()).session.id);
    await execute(plan);
    const jobs = await context.database.query<{ data: unknown; is_later: boolean }>(
      `SELECT data, start_after > now() + interval '15 seconds' AS is_later FROM palimpsest_jobs.job
       WHERE name = 'run-revert' AND data->>'revertId' = $1`,
      [plan.id],
    );
    expect(jobs).toEqual([{ data: { workspaceId: system.workspaceId, revertId: plan.id }, is_later: true }]);
  });

  test('gives paths back that were passed on from memory to memory', async () => {
    const own = (await makeStore(system)).id;
    const session = await makeSession(system, { [own]: 'read_write' });
    const ids: string[] = [];
    for (const path of ['/1', '/2', '/3']) ids.push((await makeMemory(operator, own, { path })).id);
    const before = await stateOf(system, own);
    const move = (memoryId: string, path: string) =>
      updateMemory(session, { storeId: own, memoryId }, { path }, 'basic');
    for (const index of [2, 1, 0]) await move(ids[index]!, `/${index + 2}`);
    await makeMemory(session, own, { path: '/1/below' });
    expect(await execute(await planFor(session.id))).toMatchObject({ counts: { outcome: { done: 4 } } });
    expect(await stateOf(system, own)).toMatchObject(before);
  });

  test('tells a path that somebody else took, and does the rest', async () => {
    const { own, session, before, ids } = await makeRun();
    await makeMemory(operator, own, { path: '/moved.md' });
    const revert = await execute(await planFor(session.id));
    expect(revert).toMatchObject({ status: 'done', counts: { outcome: { done: 3, failed: 1, pending: 0 } } });
    const { data } = await listRevertItems(operator, revert.id, { limit: 100 });
    expect(data.filter((item) => item.outcome === 'failed')).toMatchObject([
      { memory_id: ids.moved, error_code: 'path_conflict', result_version_id: null },
    ]);
    expect((await stateOf(system, own))[ids.overwritten]).toEqual(before[ids.overwritten]);
  });
});

describe('a revert of a revert', () => {
  test('gives back the heads that the revert replaced, byte for byte, and so on', async () => {
    const { own, session, before } = await makeRun();
    const after = await stateOf(system, own);
    const first = await execute(await planFor(session.id));
    const undo = (id: string) => planRevert(operator, { subject: { type: 'revert', id } });
    const second = await execute(await undo(first.id));
    expect(second).toMatchObject({ status: 'done', counts: { outcome: { done: 4, skipped: 0 } } });
    expect(await stateOf(system, own)).toEqual(after);
    await execute(await undo(second.id));
    expect(await stateOf(system, own)).toEqual(before);
  });

  test('leaves what somebody wrote on top of the revert', async () => {
    const { own, session, ids } = await makeRun();
    const first = await execute(await planFor(session.id));
    await updateMemory(operator, { storeId: own, memoryId: ids.overwritten }, { content: 'newer' }, 'basic');
    const second = await execute(await planRevert(operator, { subject: { type: 'revert', id: first.id } }));
    expect(second.counts).toMatchObject({
      classification: { edited_since: 1 },
      outcome: { done: 3, skipped: 1 },
    });
    expect((await stateOf(system, own))[ids.overwritten]?.content).toBe('newer');
  });

  test('a copy that the session made goes, and its source stays', async () => {
    const source = await makeMemory(operator, storeId);
    const session = await makeSession(system, { [storeId]: 'read_write' });
    const copy = await copyMemory(session, targetOf(source.id), {
      memory_store_id: storeId,
      path: `${source.path}.copy`,
    });
    await execute(await planFor(session.id));
    const state = await stateOf(system, storeId);
    expect([state[copy.id], state[source.id]?.path]).toEqual([null, source.path]);
  });
});
