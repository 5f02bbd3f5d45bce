import { randomBytes } from 'node:crypto';

import pg from 'pg';
import { beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import {
  executeRevertOperation,
  planSessionRevertOperation,
  retrieveRevertOperation,
} from '@/lib/reverts/schema';
import { searchMemoriesOperation } from '@/lib/search/schema';
import { createSessionOperation } from '@/lib/sessions/schema';
import { createStoreOperation, deleteStoreOperation } from '@/lib/stores/schema';
import { createMemoryOperation } from '@/lib/memories/schema';
import { createDatabase } from '@/lib/testing/new-database';
import { postgresTemplate } from '@/lib/testing/postgres-setup';
import { startSpawnedServer, startSpawnedWorker } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';

import { seedMemories } from '../bench/harness/seed';
import { createApi } from '../crash/api';
import type { Api } from '../crash/api';
import { collect, findMemoryFaults } from '../crash/check-memory';
import { openLedger } from '../crash/ledger';
import type { Ledger } from '../crash/ledger';
import { createRandom } from '../crash/random';
import { startWriters } from '../crash/writers';

const key = `plk_${randomBytes(24).toString('hex')}`;
const timeoutMs = 240_000;
/** A job that a killed worker had is done by the other one within this time, its own work included. */
const takenOverWithinMs = 60_000;
/** So many that purging them takes seconds: the worker is killed in the middle. */
const purgedMemories = 25_000;
const revertedMemories = 600;
const writersEach = 3;
const checkedAtOnce = 4;

const random = createRandom(17);
let database: pg.Client;
let webs: [SpawnedServer, SpawnedServer];
let workers: [SpawnedServer, SpawnedServer];

beforeAll(async () => {
  const databaseUrl = await createDatabase(inject('postgresAdminUrl'), postgresTemplate);
  const env = {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '8',
    SECRET: randomBytes(24).toString('hex'),
    INIT_API_KEY: key,
    SEED_DEMO: '0',
    RUN_WORKER: '0',
    LIMIT_REQUESTS_PER_MINUTE: '1000000',
    LIMIT_MEMORIES_PER_STORE: '100000',
    LOG_LEVEL: 'warn',
  };
  const started = await Promise.all([
    startSpawnedServer(env),
    startSpawnedServer(env),
    startSpawnedWorker(env),
    startSpawnedWorker(env),
  ]);
  webs = [started[0], started[1]];
  workers = [started[2], started[3]];
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  return async () => {
    await Promise.all(started.map((server) => server.dispose()));
    await database.end();
  };
}, timeoutMs);

async function countRows(text: string, values: unknown[]): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${text}`,
    values,
  );
  return rows[0]!.count;
}

async function makeStore(api: Api, name: string): Promise<string> {
  return (await api.call(createStoreOperation, { body: { name } })).id;
}

/** Two stores full of memories, deleted, so that each worker has one to purge. */
async function deleteFullStores(api: Api): Promise<string[]> {
  const [workspace] = (await database.query<{ id: string }>('SELECT id FROM workspace')).rows;
  const ids = [await makeStore(api, 'to purge'), await makeStore(api, 'to purge too')];
  const run = async (text: string, values: unknown[] = []) =>
    (await database.query<Record<string, unknown>>(text, values)).rows;
  for (const storeId of ids) {
    const seed = { storeId, count: purgedMemories, sizeBytes: 32, path: `'/m/' || i` };
    await seedMemories(run, { workspaceId: workspace!.id }, seed);
  }
  for (const id of ids) await api.call(deleteStoreOperation, { params: { memory_store_id: id } });
  return ids;
}

/** What a session wrote, and the plan to undo it. */
async function planRevert(api: Api): Promise<{ id: string; previewHash: string; storeId: string }> {
  const storeId = await makeStore(api, 'to revert');
  const resources = [{ type: 'memory_store', memory_store_id: storeId, access: 'read_write' }];
  const session = await api.call(createSessionOperation, {
    body: { agent: 'agent', environment_id: 'env', resources },
  });
  const agent = createApi(() => webs[1].url, session.session_token);
  const params = { memory_store_id: storeId };
  let written = 0;
  const write = async () => {
    while ((written += 1) <= revertedMemories)
      await agent.call(createMemoryOperation, { params, body: { path: `/m/${written}`, content: 'wrong' } });
  };
  await Promise.all(Array.from({ length: 8 }, write));
  const plan = await api.call(planSessionRevertOperation, { params: { session_id: session.id }, body: {} });
  return { id: plan.id, previewHash: plan.preview_hash, storeId };
}

type Load = { stop: () => Promise<void>; failures: string[]; storeId: string; ledger: Ledger };

/** Writers through one address, and every answer that was none. */
async function startLoad(url: () => string): Promise<Load> {
  const failures: string[] = [];
  const plain = createApi(url, key);
  const api: Api = {
    ...plain,
    attempt: async (operation, input) => {
      const answer = await plain.attempt(operation, input);
      if (answer.status === 0 || answer.status >= 500) failures.push(`${operation.id} ${answer.status}`);
      return answer;
    },
  };
  const storeId = await makeStore(plain, 'written to');
  const ledger = openLedger();
  const writers = startWriters({ api, storeId, ledger, random, count: writersEach });
  return { stop: writers.stop, failures, storeId, ledger };
}

async function findLostWrites(api: Api, { storeId, ledger }: Load): Promise<string[]> {
  const waiting = ledger.memoryIds();
  const faults: string[] = [];
  const checkSome = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      faults.push(...(await findMemoryFaults({ api, storeId }, ledger, id)));
  };
  await Promise.all(Array.from({ length: checkedAtOnce }, checkSome));
  return faults;
}

async function untilBothPurge(): Promise<void> {
  const both = async () =>
    expect(await countRows(`palimpsest_jobs.job WHERE name = 'purge-store' AND state = 'active'`, [])).toBe(
      2,
    );
  await vi.waitFor(both, { timeout: 30_000, interval: 20 });
}

async function untilHalfReverted(revertId: string): Promise<void> {
  const some = async () =>
    expect(
      await countRows('revert_item WHERE revert_id = $1 AND outcome IS NOT NULL', [revertId]),
    ).toBeGreaterThan(0);
  await vi.waitFor(some, { timeout: 30_000, interval: 5 });
}

async function expectPurgedOnce(api: Api, storeIds: readonly string[]): Promise<void> {
  await vi.waitFor(
    async () => expect(await countRows('memory_store WHERE id = ANY ($1)', [storeIds])).toBe(0),
    { timeout: takenOverWithinMs, interval: 200 },
  );
  expect(await countRows('memory_version WHERE memory_store_id = ANY ($1)', [storeIds])).toBe(0);
  const query = { action: 'memory_store.purged', limit: 100 };
  const entries = await collect(api, listAuditEntriesOperation, { query });
  expect(entries.map((entry) => entry.target.id).toSorted()).toEqual([...storeIds].toSorted());
}

async function expectReverted(api: Api, { id, storeId }: { id: string; storeId: string }): Promise<void> {
  await vi.waitFor(
    async () => {
      const revert = await api.call(retrieveRevertOperation, { params: { revert_id: id } });
      expect(revert.status).toBe('done');
    },
    { timeout: takenOverWithinMs, interval: 200 },
  );
  expect(await countRows('memory WHERE memory_store_id = $1 AND path IS NOT NULL', [storeId])).toBe(0);
  expect(await countRows('memory_version WHERE memory_store_id = $1', [storeId])).toBe(2 * revertedMemories);
}

async function expectFindable(api: Api): Promise<void> {
  await vi.waitFor(
    async () => {
      const found = await api.call(searchMemoriesOperation, { body: { query: 'memory memory' } });
      expect(found.index.is_current).toBe(true);
    },
    { timeout: takenOverWithinMs, interval: 500 },
  );
}

test(
  'one web process and one worker of two are killed under load: nothing is lost but what was in flight there',
  async () => {
    const [dying, staying] = webs;
    let isDead = false;
    const api = createApi(() => staying.url, key);
    const revert = await planRevert(api);
    // As a proxy does: a server that is gone gets no more requests.
    const moving = await startLoad(() => (isDead ? staying.url : dying.url));
    const steady = await startLoad(() => staying.url);
    onTestFinished(() => [moving, steady].forEach(({ ledger }) => ledger.dispose()));

    const storeIds = await deleteFullStores(api);
    await untilBothPurge();
    await workers[0].kill9();
    const params = { revert_id: revert.id };
    const execution = createApi(() => dying.url, key).attempt(executeRevertOperation, {
      params,
      body: { preview_hash: revert.previewHash },
    });
    await untilHalfReverted(revert.id);
    const killed = dying.kill9();
    isDead = true;
    await killed;
    await execution;
    const acknowledged = moving.ledger.count();
    await vi.waitFor(() => expect(moving.ledger.count()).toBeGreaterThan(acknowledged + 20), 30_000);
    await Promise.all([moving.stop(), steady.stop()]);

    expect(steady.failures).toEqual([]);
    expect(moving.failures.length).toBeLessThanOrEqual(writersEach);
    expect(await findLostWrites(api, moving)).toEqual([]);
    expect(await findLostWrites(api, steady)).toEqual([]);
    await expectPurgedOnce(api, storeIds);
    await expectReverted(api, revert);
    await expectFindable(api);
    expect(workers[1].output()).toContain('"job":"purge-store","msg":"a job was taken over"');
    expect(
      staying
        .output()
        .split('\n')
        .filter((line) => line.includes('"level":"error"')),
    ).toEqual([]);
  },
  timeoutMs,
);
