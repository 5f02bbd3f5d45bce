import { beforeAll, describe, expect, test } from 'vitest';

import { agentScopes } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { createMemory } from '@/lib/memories/create-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { importMemories } from '@/lib/memories/import-memories';
import { updateMemory } from '@/lib/memories/update-memory';
import { archiveStore } from '@/lib/stores/archive-store';
import { deleteStore } from '@/lib/stores/delete-store';
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
import { stateOf } from '@/lib/testing/store-states';
import { redactVersion } from '@/lib/versions/redact-version';

import { planRevert } from './plan-revert';
import { listRevertItems } from './read';

useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

const openSession = () => makeSession(system, { [storeId]: 'read_write' });
const write = (actor: Actor, memoryId: string, content: string) =>
  updateMemory(actor, { storeId, memoryId }, { content }, 'basic');
const planFor = (id: string) => planRevert(operator, { subject: { type: 'session', id } });

async function itemsOf(revertId: string) {
  return (await listRevertItems(operator, revertId, { limit: 100 })).data;
}

/** What is planned for the one memory that a session wrote. */
async function planOne(act: (session: Actor) => Promise<unknown>) {
  const session = await openSession();
  await act(session);
  const items = await itemsOf((await planFor(session.id)).id);
  expect(items).toHaveLength(1);
  return items[0]!;
}

describe('planRevert', () => {
  test('stores what would be done, changes no memory, and writes one entry with counts', async () => {
    const session = await openSession();
    const before = await makeMemory(operator, storeId, { content: 'before' });
    const head = await write(session, before.id, 'after');
    const created = await makeMemory(session, storeId);
    const state = await stateOf(system, storeId);
    const revert = await planFor(session.id);
    expect(await stateOf(system, storeId)).toEqual(state);
    const action = { restore: 1, delete: 1, recreate: 0, none: 0 };
    expect(revert).toMatchObject({
      type: 'revert',
      status: 'planned',
      subject: { type: 'session', id: session.id },
      written_at: { gte: null, lte: null },
      required_scope: 'govern',
      counts: {
        classification: { clean: 1, created_by_it: 1, deleted_by_it: 0, edited_since: 0, target_redacted: 0 },
        action,
        outcome: { done: 0, skipped: 0, failed: 0, pending: 2 },
      },
      created_by: { type: 'api_actor', api_key_id: operator.id },
      started_at: null,
    });
    expect(revert.preview_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await itemsOf(revert.id)).toMatchObject([
      { position: 0, memory_id: created.id, memory_path: created.path, action: 'delete', outcome: null },
      {
        position: 1,
        memory_id: before.id,
        memory_path: before.path,
        action: 'restore',
        target_version_id: before.memory_version_id,
        expected_head_version_id: head.memory_version_id,
      },
    ]);
    const trail = await auditOf(system, revert.id);
    expect(trail).toMatchObject([
      {
        action: 'revert.planned',
        target: { type: 'revert', id: revert.id },
        details: { subject_type: 'session', subject_id: session.id, ...action },
      },
    ]);
  });

  test('is forbidden to whoever may not govern, write and read history, and to every agent', async () => {
    const session = await openSession();
    const subject = { type: 'session' as const, id: session.id };
    const refused = [
      session,
      await makeKey(system, { kind: 'agent', scopes: [...agentScopes] }),
      await makeKey(system, { scopes: ['govern', 'history:read'] }),
      await makeKey(system, { scopes: ['memories:write', 'history:read'] }),
      await makeKey(system, { scopes: ['govern', 'memories:write'] }),
      await makeMember(system, 'viewer'),
      await makeMember(system, 'auditor'),
    ];
    for (const actor of refused) {
      await expect(async () => planRevert(actor, { subject })).rejects.toMatchObject({ code: 'forbidden' });
    }
    const reviewer = await makeMember(system, 'reviewer');
    expect(await planRevert(reviewer, { subject })).toMatchObject({ status: 'planned' });
  });

  test("does not find another workspace's session, key or revert", async () => {
    const session = await openSession();
    const revert = await planFor(session.id);
    const stranger = (await makeWorkspace()).system;
    for (const subject of [
      { type: 'session' as const, id: session.id },
      { type: 'api_key' as const, id: operator.id },
      { type: 'revert' as const, id: revert.id },
    ]) {
      await expect(planRevert(stranger, { subject })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('refuses a revert that was not carried out', async () => {
    const { id } = await planFor((await openSession()).id);
    await expect(planRevert(operator, { subject: { type: 'revert', id } })).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'revert_unfinished' },
    });
  });

  test('of a session that wrote nothing has no items', async () => {
    const revert = await planFor((await openSession()).id);
    expect(revert.counts.outcome).toEqual({ done: 0, skipped: 0, failed: 0, pending: 0 });
    expect(await itemsOf(revert.id)).toEqual([]);
  });
});

describe('a memory', () => {
  test('that it changed is clean', async () => {
    const { id } = await makeMemory(operator, storeId);
    expect(await planOne((session) => write(session, id, 'changed'))).toMatchObject({
      classification: 'clean',
      action: 'restore',
    });
  });

  test('that it changed back again needs nothing', async () => {
    const { id } = await makeMemory(operator, storeId, { content: 'same' });
    const act = async (session: Actor) => (await write(session, id, 'other'), write(session, id, 'same'));
    const expected = {
      classification: 'clean',
      action: 'none',
      outcome: 'skipped',
      error_code: 'nothing_to_change',
    };
    expect(await planOne(act)).toMatchObject(expected);
  });

  test('that somebody else wrote after it is edited since, also in between', async () => {
    const { id } = await makeMemory(operator, storeId);
    const after = async (session: Actor) => (await write(session, id, 'a'), write(operator, id, 'b'));
    const between = async (session: Actor) => (await after(session), write(session, id, 'c'));
    const expected = {
      classification: 'edited_since',
      action: 'none',
      outcome: 'skipped',
      error_code: 'edited_since',
    };
    expect(await planOne(after)).toMatchObject(expected);
    expect(await planOne(between)).toMatchObject(expected);
  });

  test('whose state before was redacted stays', async () => {
    const memory = await makeMemory(operator, storeId);
    const act = async (session: Actor) => {
      await write(session, memory.id, 'changed');
      await redactVersion(operator, storeId, memory.memory_version_id);
    };
    expect(await planOne(act)).toMatchObject({
      classification: 'target_redacted',
      error_code: 'target_redacted',
    });
  });

  test('that it created, or brought back, is deleted', async () => {
    const item = await planOne((session) => makeMemory(session, storeId));
    expect(item).toMatchObject({
      classification: 'created_by_it',
      action: 'delete',
      target_version_id: null,
    });
  });

  test('that it deleted is recreated, and called by the path that it had', async () => {
    const memory = await makeMemory(operator, storeId);
    const act = (session: Actor) => deleteMemory(session, { storeId, memoryId: memory.id }, undefined);
    expect(await planOne(act)).toMatchObject({
      classification: 'deleted_by_it',
      action: 'recreate',
      memory_path: memory.path,
      target_version_id: memory.memory_version_id,
    });
  });

  test.each([
    ['archived', archiveStore],
    ['deleted', deleteStore],
  ] as const)('in a store that was %s since is skipped', async (state, act) => {
    const store = await makeStore(system);
    const session = await makeSession(system, { [store.id]: 'read_write' });
    await makeMemory(session, store.id);
    await act(system, store.id);
    const [item] = await itemsOf((await planFor(session.id)).id);
    expect(item).toMatchObject({ action: 'none', outcome: 'skipped', error_code: `store_${state}` });
    expect(item?.memory_path === null).toBe(state === 'deleted');
  });

  test('that an import says it wrote is not its own', async () => {
    const session = await openSession();
    const store = await makeStore(system);
    const by = { actor: { type: session.type, id: session.id }, trustTier: session.trustTier };
    const imported = { ...by, path: '/a', content: 'a', agent: null, model: null, recordedAt: 1n };
    await importMemories(operator, store.id, [{ versions: [imported] }]);
    expect(await itemsOf((await planFor(session.id)).id)).toEqual([]);
  });
});

describe('a key in a window of time', () => {
  test('is reverted by what it wrote then; what it wrote later stands', async () => {
    const key = await makeKey(system);
    const early = await makeMemory(key, storeId);
    const late = await makeMemory(key, storeId);
    const both = await makeMemory(key, storeId);
    const rewritten = await write(key, both.id, 'late');
    const subject = { type: 'api_key' as const, id: key.id };
    const at = (time: string) =>
      BigInt(Date.parse(`${time.slice(0, 23)}Z`)) * 1000n + BigInt(time.slice(23, 26));
    const from = { gte: at(late.created_at), lte: at(both.created_at) };
    expect(formatInstant(from.gte)).toBe(late.created_at);
    const revert = await planRevert(operator, { subject, created_at: from });
    expect(revert.written_at).toEqual({ gte: late.created_at, lte: both.created_at });
    const items = await itemsOf(revert.id);
    expect(items.map((item) => [item.memory_id, item.classification])).toEqual([
      [late.id, 'created_by_it'],
      [both.id, 'edited_since'],
    ]);
    const since = await planRevert(operator, { subject, created_at: { gte: at(rewritten.updated_at) } });
    expect(await itemsOf(since.id)).toMatchObject([{ memory_id: both.id, classification: 'clean' }]);
    expect(early.id).not.toBe(late.id);
  });

  test('comes with memories of other stores too', async () => {
    const key = await makeKey(system);
    const other = await makeStore(system);
    await createMemory(key, storeId, { path: '/one-of-two', content: 'x' }, 'basic');
    await createMemory(key, other.id, { path: '/one-of-two', content: 'x' }, 'basic');
    const revert = await planRevert(operator, { subject: { type: 'api_key', id: key.id } });
    expect(revert.counts.action.delete).toBe(2);
  });
});
