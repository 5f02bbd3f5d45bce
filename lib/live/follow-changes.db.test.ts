import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { listAuditEntries } from '@/lib/audit/read';
import type { Actor } from '@/lib/auth/actor';
import { AppError } from '@/lib/errors/app-error';
import { updateMemory } from '@/lib/memories/update-memory';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { openFollower, expectTold } from '@/lib/testing/following';
import type { Follower } from '@/lib/testing/following';
import { appendLate } from '@/lib/testing/late-entry';
import { changeRole } from '@/lib/workspaces/change-role';

import { announceCommits } from './announce-commits';
import { followChanges } from './follow-changes';

const context = useDatabase();
const open: Follower[] = [];

let system: Actor;
let storeId: string;
let stopAnnouncing: () => void;

beforeAll(async () => {
  stopAnnouncing = announceCommits();
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
});
afterAll(async () => {
  await Promise.all(open.map((follower) => follower.close()));
  stopAnnouncing();
});

async function follow(...args: Parameters<typeof openFollower>): Promise<Follower> {
  const follower = await openFollower(...args);
  open.push(follower);
  return follower;
}

/** Entries that no verb wrote, all in one transaction. */
function appendMany(prefix: string, count: number): Promise<unknown> {
  const { workspaceId } = system;
  const first = { text: `SELECT set_config('palimpsest.workspace', $1, true)`, values: [workspaceId] };
  return context.database.transaction(first, (query) =>
    query(
      `INSERT INTO audit_entry (workspace_id, id, action, actor_type, actor_id, target_type, target_id)
       SELECT $1, $2 || lpad(i::text, 5, '0'), 'memory_store.updated', 'system_actor', 'test', 'memory_store', 'memstore_many'
       FROM generate_series(1, $3::int) AS i`,
      [workspaceId, prefix, count],
    ),
  );
}

/** The newest entries of the workspace's trail. */
async function newestEntries(count: number): Promise<string[]> {
  const { data } = await listAuditEntries(system, { limit: count, order: 'desc' });
  return data.map(({ id }) => id);
}

test('what is written from then on is told: ids and codes of each change, once', async () => {
  const operator = await makeKey(system);
  const follower = await follow(system);
  const memory = await makeMemory(operator, storeId);
  const changed = await updateMemory(
    operator,
    { storeId, memoryId: memory.id },
    { content: 'changed' },
    'basic',
  );
  await expectTold(follower, await newestEntries(2));
  expect(follower.changes).toMatchObject([
    { action: 'memory.created', memory_id: memory.id, memory_version_id: memory.memory_version_id },
    {
      type: 'change',
      action: 'memory.updated',
      actor: { type: 'api_actor', api_key_id: operator.id },
      target: { type: 'memory', id: memory.id },
      memory_store_id: storeId,
      memory_id: memory.id,
      memory_version_id: changed.memory_version_id,
    },
  ]);
});

test('whoever comes back with a cursor is told what they missed, and goes on', async () => {
  const before = await follow(system);
  await makeMemory(system, storeId);
  await expectTold(before, await newestEntries(1));
  await before.close();
  await makeMemory(system, storeId);
  await makeMemory(system, storeId);
  const back = await follow(system, { after: before.cursor() });
  await makeMemory(system, storeId);
  await expectTold(back, await newestEntries(3));
});

test('without following, what has happened is told and no more', async () => {
  const start = await openFollower(system, { isFollowing: false });
  await start.ended;
  expect(start.changes).toEqual([]);
  await makeMemory(system, storeId);
  const follower = await openFollower(system, { after: start.cursor(), isFollowing: false });
  await follower.ended;
  expect(follower.changes.map(({ id }) => id)).toEqual(await newestEntries(1));
});

test('more than fits a page comes in pages, each with a cursor of its own', async () => {
  const start = await openFollower(system, { isFollowing: false });
  await start.ended;
  await appendMany('audit_many_', 1200);
  const follower = await openFollower(system, { after: start.cursor(), isFollowing: false });
  await follower.ended;
  expect(follower.changes.map(({ id }) => id)).toEqual(
    Array.from({ length: 1200 }, (_, index) => `audit_many_${String(index + 1).padStart(5, '0')}`),
  );
  const cursors = [...follower.text().matchAll(/^id: (.*)$/gm)].map(([, id = '']) => id);
  const fromTheMiddle = await openFollower(system, { after: cursors[1]!, isFollowing: false });
  await fromTheMiddle.ended;
  expect(fromTheMiddle.changes).toEqual(follower.changes.slice(500));
});

test('whoever takes nothing is cut off, while others are told', async () => {
  const attentive = await follow(system);
  const lookAgain = () => Promise.resolve(system);
  const { frames } = await followChanges({ actor: system, lookAgain }, { follow: true });
  const idle = frames(new AbortController().signal)[Symbol.asyncIterator]();
  await idle.next();
  await appendMany('audit_flood_', 4000);
  await vi.waitFor(() => expect(attentive.changes).toHaveLength(4000), { timeout: 20_000 });
  await expect(idle.next()).rejects.toMatchObject({ code: 'request_timeout' });
});

describe('who is told what', () => {
  test('agents, and keys that read nothing, are refused before the stream begins', async () => {
    const agents = [
      await makeKey(system, { kind: 'agent' }),
      await makeSession(system, { [storeId]: 'read_write' }),
      await makeKey(system, { scopes: ['memories:write', 'govern'] }),
    ];
    for (const agent of agents) {
      await expect(openFollower(agent)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('readers of memories hear of memories, stores and sessions; readers of the trail of everything', async () => {
    const [viewer, auditor] = [await makeMember(system, 'viewer'), await makeMember(system, 'auditor')];
    const [toViewer, toAuditor] = [await follow(viewer), await follow(auditor)];
    await makeKey(system);
    await makeMemory(system, storeId);
    const [created, key] = await newestEntries(2);
    await expectTold(toAuditor, [created!, key!]);
    await expectTold(toViewer, [created!]);
  });

  test('another workspace hears nothing, and its cursors are not taken', async () => {
    const elsewhere = (await makeWorkspace()).system;
    const stranger = await follow(elsewhere);
    const here = await follow(system);
    await makeMemory(system, storeId);
    await expectTold(here, await newestEntries(1));
    expect(stranger.changes).toEqual([]);
    await expect(openFollower(elsewhere, { after: here.cursor() })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('a stream ends as soon as its reader is no member any more', async () => {
    const viewer = await makeMember(system, 'viewer');
    const gone = () => Promise.reject(new AppError('unauthenticated', 'gone'));
    const follower = await follow(viewer, { lookAgain: gone });
    await changeRole(system, viewer.id, { role: 'auditor' });
    await makeMemory(system, storeId);
    await follower.ended;
    expect(follower.changes).toEqual([]);
  });

  test('another role counts from the change on that gave it', async () => {
    const viewer = await makeMember(system, 'viewer');
    const asAuditor = { ...viewer, scopes: new Set(['audit:read'] as const) };
    const follower = await follow(viewer, { lookAgain: () => Promise.resolve(asAuditor) });
    await changeRole(system, viewer.id, { role: 'auditor' });
    await expectTold(follower, await newestEntries(1));
    expect(follower.changes).toMatchObject([{ action: 'membership.updated' }]);
  });

  test('nobody has more than 64 streams in a process, and a place that is left is free', async () => {
    const member = await makeMember(system, 'viewer');
    const all = await Promise.all(Array.from({ length: 64 }, () => follow(member)));
    await expect(openFollower(member)).rejects.toMatchObject({ code: 'rate_limited' });
    await all[0]?.close();
    await (await follow(member)).close();
  });
});

// The embedded database has one connection, so nothing can commit while another transaction is open, and none can be lost.
describe.skipIf(isEmbedded)('on a database that several write to', () => {
  test('whoever commits late holds nobody up and is not missed, by readers who stay and readers who come back', async () => {
    const stays = await follow(system);
    let comesBack = await follow(system);
    const told: string[] = [];
    const written: string[] = [];
    const late: Awaited<ReturnType<typeof appendLate>>[] = [];
    for (let round = 0; round < 8; round += 1) {
      late.push(await appendLate(context.adminUrl, system));
      await makeMemory(system, storeId);
      written.push(...(await newestEntries(1)));
      await expectTold(stays, written);
      if (round % 2 === 0) continue;
      const writer = round % 4 === 1 ? late.shift()! : late.pop()!;
      await writer.commit();
      written.push(writer.id);
      await comesBack.close();
      told.push(...comesBack.changes.map(({ id }) => id));
      comesBack = await follow(system, { after: comesBack.cursor() });
    }
    for (const writer of late) {
      await writer.commit();
      written.push(writer.id);
    }
    await expectTold(stays, written);
    await vi.waitFor(
      () =>
        expect([...told, ...comesBack.changes.map(({ id }) => id)].toSorted()).toEqual(written.toSorted()),
      { timeout: 20_000 },
    );
  });

  test('the connection that listens is lost, and comes back by itself', async () => {
    const lost = await follow(system);
    const admin = new pg.Client({ connectionString: context.adminUrl ?? '' });
    await admin.connect();
    const findListeners = async () =>
      (
        await admin.query<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'palimpsest_changes'`,
        )
      ).rows;
    const [before, ...others] = await findListeners();
    expect(others).toEqual([]);
    await admin.query('SELECT pg_terminate_backend($1)', [before?.pid]);
    await makeMemory(system, storeId);
    await expectTold(lost, await newestEntries(1));
    await vi.waitFor(async () => expect(await findListeners()).toHaveLength(1), { timeout: 20_000 });
    expect(await findListeners()).not.toEqual([before]);
    await makeMemory(system, storeId);
    await expectTold(lost, await newestEntries(2));
    await admin.end();
  });
});
