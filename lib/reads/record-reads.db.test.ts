import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { listMemories, retrieveMemory } from '@/lib/memories/read';
import type { MemoryResource } from '@/lib/memories/schema';
import { archiveSession } from '@/lib/sessions/archive-session';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { listVersions, retrieveVersion } from '@/lib/versions/read';

import { flushReads } from './flush-reads';
import { recordReads } from './record-reads';
import type { ReadKind } from './schema';

useDatabase();

let system: Actor;
let storeId: string;
let memory: MemoryResource;
let session: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});

const hourUs = 3_600_000_000n;
const at = 500_000n * hourUs;

async function makeScene(): Promise<void> {
  storeId = (await makeStore(system)).id;
  memory = await makeMemory(system, storeId);
  session = await makeSession(system, { [storeId]: 'read_write' });
}

function seen() {
  return [{ memoryId: memory.id, memoryVersionId: memory.memory_version_id }];
}

async function hoursOf(memoryId: string) {
  await flushReads();
  const where = { workspaceId: system.workspaceId, memoryId };
  const orderBy = [{ hourUs: 'asc' as const }, { actorKind: 'asc' as const }];
  const rows = await withWorkspace(system, (tx) => tx.memoryReadHour.findMany({ where, orderBy }));
  return rows.map((row) => ({
    hour: row.hourUs,
    by: row.actorKind,
    read: row.readCount,
    delivered: row.deliveredCount,
  }));
}

async function countsOf(memoryId: string) {
  return (await hoursOf(memoryId)).map(({ by, read, delivered }) => ({ by, read, delivered }));
}

async function sessionReadsOf(sessionId: string) {
  await flushReads();
  const where = { workspaceId: system.workspaceId, sessionId };
  const rows = await withWorkspace(system, (tx) =>
    tx.sessionRead.findMany({ where, orderBy: { kind: 'asc' } }),
  );
  return rows.map((row) => ({ kind: row.kind, count: row.readCount, first: row.firstAt, last: row.lastAt }));
}

describe('what counts as a read', () => {
  const list = { path_prefix: '/', depth: 0, limit: 20 };

  test.each<[string, () => Promise<unknown>, ReadKind | null]>([
    [
      'a retrieved memory',
      () => retrieveMemory(session, { storeId, memoryId: memory.id }, { view: 'full' }),
      'read',
    ],
    [
      'a retrieved version',
      () => retrieveVersion(session, storeId, memory.memory_version_id, { view: 'full' }),
      'read',
    ],
    ['a full list of memories', () => listMemories(session, storeId, { ...list, view: 'full' }), 'delivered'],
    [
      'a full list of a folder',
      () => listMemories(session, storeId, { ...list, depth: 1, view: 'full' }),
      'delivered',
    ],
    [
      'a full list of versions',
      () => listVersions(session, storeId, { limit: 20, view: 'full' }),
      'delivered',
    ],
    [
      'a basic retrieve',
      () => retrieveMemory(session, { storeId, memoryId: memory.id }, { view: 'basic' }),
      null,
    ],
    [
      'a basic version',
      () => retrieveVersion(session, storeId, memory.memory_version_id, { view: 'basic' }),
      null,
    ],
    ['a basic list of memories', () => listMemories(session, storeId, { ...list, view: 'basic' }), null],
    ['a basic list of versions', () => listVersions(session, storeId, { limit: 20, view: 'basic' }), null],
  ])('%s', async (_name, read, kind) => {
    await makeScene();
    await read();
    const counts = { by: 'agent', read: kind === 'read' ? 1 : 0, delivered: kind === 'delivered' ? 1 : 0 };
    expect(await countsOf(memory.id)).toEqual(kind === null ? [] : [counts]);
    expect(await sessionReadsOf(session.id)).toMatchObject(kind === null ? [] : [{ kind, count: 1 }]);
  });

  test('a memory that is not there counts nothing', async () => {
    await makeScene();
    await expect(
      retrieveMemory(session, { storeId, memoryId: 'mem_01none' }, { view: 'full' }),
    ).rejects.toThrow();
    expect(await sessionReadsOf(session.id)).toEqual([]);
  });

  test('keeps agents and people apart, and sessions only in the record by session', async () => {
    await makeScene();
    const target = { storeId, memoryId: memory.id };
    const callers = [
      session,
      await makeKey(system, { kind: 'agent' }),
      await makeKey(system),
      await makeMember(system, 'viewer'),
    ];
    for (const caller of callers) await retrieveMemory(caller, target, { view: 'full' });
    expect(await countsOf(memory.id)).toEqual([
      { by: 'agent', read: 2, delivered: 0 },
      { by: 'api_actor', read: 1, delivered: 0 },
      { by: 'user_actor', read: 1, delivered: 0 },
    ]);
    expect(await sessionReadsOf(session.id)).toMatchObject([{ kind: 'read', count: 1 }]);
  });
});

describe('recordReads', () => {
  test('counts by the hour in which the database says it happened', async () => {
    await makeScene();
    recordReads(session, seen(), 'read', at);
    recordReads(session, seen(), 'read', at + hourUs - 1n);
    recordReads(session, seen(), 'delivered', at + hourUs);
    expect(await hoursOf(memory.id)).toEqual([
      { hour: at, by: 'agent', read: 2, delivered: 0 },
      { hour: at + hourUs, by: 'agent', read: 0, delivered: 1 },
    ]);
  });

  test('keeps the first and last time of a session, in whatever order and batches they come', async () => {
    await makeScene();
    for (const offset of [5n, 3n, 9n]) recordReads(session, seen(), 'read', at + offset);
    await flushReads();
    for (const offset of [2n, 7n]) recordReads(session, seen(), 'read', at + offset);
    recordReads(session, seen(), 'delivered', at + 11n);
    expect(await sessionReadsOf(session.id)).toEqual([
      { kind: 'delivered', count: 1, first: at + 11n, last: at + 11n },
      { kind: 'read', count: 5, first: at + 2n, last: at + 9n },
    ]);
  });

  test('neither loses nor doubles anything when flushes overlap', async () => {
    await makeScene();
    const flushes: Promise<void>[] = [];
    for (let count = 0; count < 40; count += 1) {
      recordReads(session, seen(), 'read', at);
      if (count % 4 === 0) flushes.push(flushReads(), flushReads());
    }
    await Promise.all(flushes);
    expect(await countsOf(memory.id)).toEqual([{ by: 'agent', read: 40, delivered: 0 }]);
    expect(await sessionReadsOf(session.id)).toMatchObject([{ kind: 'read', count: 40 }]);
  });

  test('keeps each workspace to itself', async () => {
    await makeScene();
    const other = await makeWorkspace();
    const elsewhere = await makeMemory(other.system, (await makeStore(other.system)).id);
    recordReads(
      other.system,
      [{ memoryId: elsewhere.id, memoryVersionId: elsewhere.memory_version_id }],
      'read',
      at,
    );
    recordReads(session, seen(), 'read', at);
    expect(await countsOf(memory.id)).toHaveLength(1);
    expect(await countsOf(elsewhere.id)).toEqual([]);
    const where = { workspaceId: other.workspaceId };
    expect(await withWorkspace(other.system, (tx) => tx.memoryReadHour.count({ where }))).toBe(1);
  });

  test('is written though the session was archived a moment after it read', async () => {
    await makeScene();
    recordReads(session, seen(), 'read', at);
    await archiveSession(system, session.id);
    expect(await sessionReadsOf(session.id)).toMatchObject([{ kind: 'read', count: 1 }]);
  });
});
