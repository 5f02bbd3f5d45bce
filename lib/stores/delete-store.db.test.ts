import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { listMemories, retrieveMemory } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { flushReads } from '@/lib/reads/flush-reads';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMemory, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { listVersions, retrieveVersion } from '@/lib/versions/read';
import { redactVersion } from '@/lib/versions/redact-version';

import { archiveStore } from './archive-store';
import { assertMayDestroy } from './assert-may-destroy';
import { deleteStore } from './delete-store';
import { purgeStore } from './purge-store';
import { listStores, retrieveStore } from './read';
import { updateStore } from './update-store';

const context = useDatabase();

let operator: Actor;

beforeAll(async () => {
  operator = await makeKey((await makeWorkspace()).system);
});

const below = { path_prefix: '/', depth: 0, view: 'full', limit: 20 } as const;
const versions = { view: 'full', limit: 20 } as const;

/** A store with a memory of two versions that a session has read. */
async function makeUsedStore() {
  const store = await makeStore(operator);
  const memory = await makeMemory(operator, store.id);
  const target = { storeId: store.id, memoryId: memory.id };
  await updateMemory(operator, target, { content: 'newer' }, 'basic');
  const session = await makeSession(operator, { [store.id]: 'read_write' });
  await retrieveMemory(session, target, { view: 'full' });
  await flushReads();
  return { storeId: store.id, target, versionId: memory.memory_version_id, session };
}

async function countRows(text: string, values: unknown[]): Promise<number> {
  const rows = await asOwner(context, (query) => query(text, values));
  return rows.length;
}

function findJobs(storeId: string) {
  return asOwner(context, (query) =>
    query<{ name: string; data: unknown }>(
      `SELECT name, data FROM palimpsest_jobs.job WHERE data->>'memoryStoreId' = $1`,
      [storeId],
    ),
  );
}

describe('deleteStore', () => {
  test('answers at once, with one entry and one job that carries ids alone', async () => {
    const { storeId } = await makeUsedStore();
    expect(await deleteStore(operator, storeId)).toEqual({ id: storeId, type: 'memory_store_deleted' });
    const trail = await auditOf(operator, storeId);
    expect(trail.slice(1)).toMatchObject([
      { action: 'memory_store.deleted', memory_store_id: storeId, details: { memory_count: 1 } },
    ]);
    const data = { workspaceId: operator.workspaceId, memoryStoreId: storeId };
    expect(await findJobs(storeId)).toEqual([{ name: 'purge-store', data }]);
  });

  test('makes the store, its memories and its versions not found everywhere, before anything is purged', async () => {
    const { storeId, target, versionId, session } = await makeUsedStore();
    await deleteStore(operator, storeId);
    const attempts = [operator, session].flatMap((actor): [string, () => Promise<unknown>][] => [
      ['retrieveStore', () => retrieveStore(actor, storeId, false)],
      ['retrieveMemory', () => retrieveMemory(actor, target, { view: 'full' })],
      ['listMemories', () => listMemories(actor, storeId, { ...below })],
      ['listMemories of a folder', () => listMemories(actor, storeId, { ...below, depth: 1 })],
      ['makeMemory', () => makeMemory(actor, storeId)],
      ['updateMemory', () => updateMemory(actor, target, { content: 'x' }, 'full')],
      ['retrieveVersion', () => retrieveVersion(actor, storeId, versionId, { view: 'full' })],
      ['listVersions', () => listVersions(actor, storeId, { ...versions })],
    ]);
    const byPeople: typeof attempts = [
      ['updateStore', () => updateStore(operator, storeId, { name: 'x' })],
      ['archiveStore', () => archiveStore(operator, storeId)],
      ['deleteStore', () => deleteStore(operator, storeId)],
      ['redactVersion', () => redactVersion(operator, storeId, versionId)],
      ['makeSession', () => makeSession(operator, { [storeId]: 'read_only' })],
    ];
    for (const [name, attempt] of [...attempts, ...byPeople]) {
      const refusal = { code: 'not_found', message: `memory store not found: ${storeId}` };
      await expect(attempt(), name).rejects.toMatchObject(refusal);
    }
    const listed = await listStores(operator, { limit: 100, include_archived: true });
    expect(listed.data.map((store) => store.id)).not.toContain(storeId);
    expect((await listStores(session, { limit: 100 })).data).toEqual([]);
  });

  test('enqueues in its own transaction: when it fails afterwards, there is neither a deletion nor a job', async () => {
    const { storeId } = await makeUsedStore();
    const deferred = (action: string) => asOwner(context, (query) => query(action));
    await deferred(`CREATE CONSTRAINT TRIGGER fail_at_commit AFTER UPDATE ON memory_store DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`);
    await expect(deleteStore(operator, storeId)).rejects.toThrow();
    await deferred('DROP TRIGGER fail_at_commit ON memory_store');
    expect(await findJobs(storeId)).toEqual([]);
    expect(await auditOf(operator, storeId)).toHaveLength(1);
    expect(await retrieveStore(operator, storeId, false)).toMatchObject({ id: storeId });
  });
});

describe('purgeStore', () => {
  const tables = [
    'memory',
    'memory_version',
    'memory_content',
    'memory_read_hour',
    'session_read',
    'memory_store',
  ];
  const belongsTo: Record<string, string> = {
    memory: 'id = $2',
    memory_version: 'memory_store_id = $1',
    memory_content: 'memory_version_id = $3',
    memory_read_hour: 'memory_id = $2',
    session_read: 'memory_id = $2',
    memory_store: 'id = $1',
  };

  async function countAll(ids: { storeId: string; target: { memoryId: string }; versionId: string }) {
    const values = [ids.storeId, ids.target.memoryId, ids.versionId];
    const all = `$1::text IS NOT NULL AND $2::text IS NOT NULL AND $3::text IS NOT NULL`;
    const counts = new Map<string, number>();
    for (const table of tables) {
      counts.set(
        table,
        await countRows(`SELECT 1 FROM ${table} WHERE ${all} AND ${belongsTo[table]}`, values),
      );
    }
    return Object.fromEntries(counts);
  }

  const job = (memoryStoreId: string) => ({ workspaceId: operator.workspaceId, memoryStoreId });
  const everything = {
    memory: 1,
    memory_version: 2,
    memory_content: 1,
    memory_read_hour: 1,
    session_read: 1,
    memory_store: 1,
  };
  const nothing = Object.fromEntries(tables.map((table) => [table, 0]));

  test('removes every row of the store with one entry, and the second time does nothing', async () => {
    const used = await makeUsedStore();
    const neighbour = await makeUsedStore();
    expect(await countAll(used)).toEqual(everything);
    await deleteStore(operator, used.storeId);
    await purgeStore(job(used.storeId));
    await purgeStore(job(used.storeId));
    expect(await countAll(used)).toEqual(nothing);
    expect(await countAll(neighbour)).toEqual(everything);
    const trail = await auditOf(operator, used.storeId);
    expect(trail.slice(2)).toMatchObject([
      {
        action: 'memory_store.purged',
        actor: { type: 'system_actor', system_id: 'purge' },
        details: { memory_count: 1, memory_version_count: 2 },
      },
    ]);
  });

  test('goes on where an interrupted run stopped', async () => {
    const used = await makeUsedStore();
    await deleteStore(operator, used.storeId);
    await withWorkspace(operator, async (tx) => {
      await assertMayDestroy(tx, operator, { kind: 'purge', storeId: used.storeId });
      await tx.memoryVersion.deleteMany({ where: { workspaceId: operator.workspaceId, id: used.versionId } });
    });
    await purgeStore(job(used.storeId));
    expect(await countAll(used)).toEqual(nothing);
  });

  test('leaves a store alone that nobody deleted', async () => {
    const used = await makeUsedStore();
    await purgeStore(job(used.storeId));
    expect(await countAll(used)).toEqual(everything);
  });

  test('reads that are written down late leave no row behind', async () => {
    const { storeId, target, session, versionId } = await makeUsedStore();
    await retrieveMemory(session, target, { view: 'full' });
    await deleteStore(operator, storeId);
    await purgeStore(job(storeId));
    await flushReads();
    expect(await countAll({ storeId, target, versionId })).toEqual(nothing);
  });
});
