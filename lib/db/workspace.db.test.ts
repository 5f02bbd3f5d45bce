import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { createMemory } from '@/lib/memories/create-memory';
import { listMemories } from '@/lib/memories/read';
import { listStores } from '@/lib/stores/read';
import { useDatabase } from '@/lib/testing/database';
import { makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { getDatabase, setDatabase } from './database';
import type { Database } from './database';
import { openPostgres } from './postgres';
import { readWorkspace, withWorkspace } from './workspace';

const context = useDatabase();

let first: Actor;
let second: Actor;
let storeIds: Map<string, string>;

beforeAll(async () => {
  first = (await makeWorkspace()).system;
  second = (await makeWorkspace()).system;
  storeIds = new Map();
  for (const actor of [first, second]) {
    const store = await makeStore(actor);
    storeIds.set(actor.workspaceId, store.id);
    for (let index = 0; index < 5; index += 1) await makeMemory(actor, store.id);
  }
});

const storeOf = (actor: Actor) => storeIds.get(actor.workspaceId) ?? '';

/** A pool of the given size; the embedded database always has one connection. */
async function openPool(poolSize: number): Promise<Database> {
  if (context.adminUrl === null) return context.database;
  return openPostgres({ url: context.adminUrl, poolSize, onConnectionError: () => undefined });
}

const tenantTables = [
  'workspace',
  'memory_store',
  'memory',
  'memory_version',
  'memory_content',
  'audit_entry',
];
const note = `INSERT INTO reason_note (workspace_id, id, body, author_type, author_id) VALUES ($1, $2, 'x', 'x', 'x')`;

describe.each([
  { connection: 'a fresh connection', isReused: false },
  { connection: 'a connection that has just served a workspace', isReused: true },
])('without a workspace, on $connection', ({ isReused }) => {
  let pool: Database;

  beforeAll(async () => {
    pool = await openPool(1);
    const opening = {
      text: `SELECT set_config('palimpsest.workspace', $1, true)`,
      values: [first.workspaceId],
    };
    if (isReused) {
      const rows = await pool.transaction(opening, (query) => query('SELECT 1 FROM memory'));
      expect(rows).toHaveLength(5);
    }
  });
  afterAll(async () => {
    if (pool !== context.database) await pool.close();
  });

  test.each(tenantTables)('%s reads as empty', async (table) => {
    expect(await pool.query(`SELECT 1 FROM ${table}`)).toEqual([]);
  });

  test.each(['', 'wrkspc_of_nobody'])('a row of the workspace "%s" is refused', async (workspaceId) => {
    const refusal = /row-level security/;
    await expect(pool.query(note, [workspaceId, 'reason_1'])).rejects.toThrow(refusal);
    await expect(
      pool.query(`INSERT INTO workspace (id, name) VALUES ($1, 'x')`, [workspaceId]),
    ).rejects.toThrow(refusal);
  });

  test('nothing is updated or deleted', async () => {
    expect(await pool.query(`UPDATE memory SET locked_at = 1 RETURNING id`)).toEqual([]);
    expect(await pool.query(`DELETE FROM memory RETURNING id`)).toEqual([]);
  });
});

describe('inside a workspace', () => {
  test("another one's rows can be neither written nor taken over", async () => {
    const refusal = /row-level security/;
    await expect(
      readWorkspace(first, (query) => query(note, [second.workspaceId, 'reason_2'])),
    ).rejects.toThrow(refusal);
    await expect(
      readWorkspace(first, (query) =>
        query('UPDATE memory_store SET workspace_id = $1', [second.workspaceId]),
      ),
    ).rejects.toThrow(/row-level security|foreign key/);
  });

  test('a write that is followed by a failure is absent', async () => {
    const failure = new Error('after the write');
    const write = withWorkspace(first, async (tx) => {
      await tx.memoryStore.create({
        data: { workspaceId: first.workspaceId, id: 'memstore_lost', name: 'lost' },
      });
      expect(await tx.memoryStore.count({ where: { id: 'memstore_lost' } })).toBe(1);
      throw failure;
    });
    await expect(write).rejects.toBe(failure);
    expect(await withWorkspace(first, (tx) => tx.memoryStore.count({ where: { id: 'memstore_lost' } }))).toBe(
      0,
    );
    const read = readWorkspace(first, async (query) => {
      await query(note, [first.workspaceId, 'reason_lost']);
      throw failure;
    });
    await expect(read).rejects.toBe(failure);
    expect(await readWorkspace(first, (query) => query('SELECT 1 FROM reason_note'))).toEqual([]);
  });
});

describe('400 requests of two workspaces at once over three connections', () => {
  let pool: Database;
  beforeAll(async () => {
    pool = await openPool(3);
    setDatabase(pool);
  });
  afterAll(async () => {
    setDatabase(context.database);
    if (pool !== context.database) await pool.close();
  });

  type Seen = { actor: Actor; workspaceIds: string[] };

  /** By turns each way in which the product reaches the database. */
  async function request(actor: Actor, number: number): Promise<Seen> {
    switch (number % 4) {
      case 0: {
        const rows = await readWorkspace(actor, (query) =>
          query<{ id: string }>('SELECT workspace_id AS id FROM memory'),
        );
        return { actor, workspaceIds: rows.map((row) => row.id) };
      }
      case 1: {
        const rows = await withWorkspace(actor, (tx) =>
          tx.memoryVersion.findMany({ select: { workspaceId: true } }),
        );
        return { actor, workspaceIds: rows.map((row) => row.workspaceId) };
      }
      case 2: {
        const created = await createMemory(
          actor,
          storeOf(actor),
          { path: `/p/${number}.md`, content: '' },
          'basic',
        );
        const isOwn = created.memory_store_id === storeOf(actor);
        return { actor, workspaceIds: [isOwn ? actor.workspaceId : 'foreign'] };
      }
      default: {
        const stores = await listStores(actor, { limit: 100 });
        const memories = await listMemories(actor, storeOf(actor), {
          path_prefix: '/',
          depth: 0,
          view: 'basic',
          limit: 100,
        });
        const ids = [
          ...stores.data.map((store) => store.id),
          ...memories.data.map((each) => ('memory_store_id' in each ? each.memory_store_id : '')),
        ];
        return {
          actor,
          workspaceIds: ids.map((id) => (id === storeOf(actor) ? actor.workspaceId : 'foreign')),
        };
      }
    }
  }

  test('see no row of each other', async () => {
    expect(getDatabase()).toBe(pool);
    const requests = Array.from({ length: 400 }, (_, index) =>
      request(index % 8 < 4 ? first : second, index),
    );
    const seen = await Promise.all(requests);
    const foreign = seen.filter(({ actor, workspaceIds }) =>
      workspaceIds.some((id) => id !== actor.workspaceId),
    );
    expect(foreign).toEqual([]);
    expect(seen.every(({ workspaceIds }) => workspaceIds.length > 0)).toBe(true);
  });
});
