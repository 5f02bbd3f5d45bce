import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runChildScript } from '@/lib/testing/child-script';
import { isEmbedded } from '@/lib/testing/database';
import { emptyDatabase, makeOwnDatabase } from '@/lib/testing/own-database';
import type { OwnDatabase } from '@/lib/testing/own-database';

const timeout = 60_000;

const start = `
  const { openPostgres } = await import('./lib/db/postgres.ts');
  const { prepareQueue: prepare } = await import('./lib/jobs/queue.ts');
  const database = await openPostgres({ url: process.argv[1], poolSize: 1, onConnectionError: () => undefined, prepare });
  await database.query('SELECT 1 FROM memory_store');
  await database.close();
  console.log('started');`;

const history =
  'SELECT finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS rolled_back FROM _prisma_migrations ORDER BY 1';
const count = readdirSync('prisma/migrations').filter((name) => !name.includes('.')).length;
const finished = Array.from({ length: count }, () => ({ finished: true, rolled_back: false }));
const rolledBack = { finished: false, rolled_back: true };

let own: OwnDatabase;

beforeEach(async () => {
  own = await makeOwnDatabase();
  if (!isEmbedded) await own.alter(emptyDatabase);
});
afterEach(() => own.dispose());

/** Holds a name that the migration wants, so that it waits in the middle. */
async function blockMigration() {
  const client = new pg.Client({ connectionString: own.address });
  await client.connect();
  await client.query('BEGIN');
  await client.query('CREATE TABLE rate_lease (id int)');
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}

async function poll(isDone: (rows: Record<string, unknown>[]) => boolean, query: string): Promise<void> {
  while (!isDone(await own.alter(query))) await sleep(50);
}

const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%CREATE TABLE%'`;

/** A start that waits in the middle of its migration, and is then killed with -9. Its back end lives on. */
async function killInTheMiddle(): Promise<void> {
  const child = runChildScript(start, [own.address]);
  child.firstOutput.catch(() => undefined);
  await poll((rows) => rows.length === 1, waiting);
  expect(await child.kill9()).toBeNull();
}

// The embedded database belongs to one process.
describe.skipIf(isEmbedded)('several processes on one new database', () => {
  test(
    'start at once: one applies the migrations and makes the queue, the others find nothing to do',
    { timeout },
    async () => {
      const children = Array.from({ length: 3 }, () => runChildScript(start, [own.address]));
      expect(await Promise.all(children.map((child) => child.firstOutput))).toEqual([
        'started',
        'started',
        'started',
      ]);
      expect(await Promise.all(children.map((child) => child.exited))).toEqual([0, 0, 0]);
      expect(await own.alter(history)).toEqual(finished);
    },
  );

  test('one is killed in the middle and its back end commits: the next goes on', { timeout }, async () => {
    const unblock = await blockMigration();
    await killInTheMiddle();
    const next = runChildScript(start, [own.address]);
    await unblock();
    expect(await next.firstOutput).toBe('started');
    expect(await own.alter(history)).toEqual(expect.arrayContaining(finished));
    expect(await own.alter('SELECT count(*)::int AS marks FROM palimpsest_meta.applied_migration')).toEqual([
      { marks: count },
    ]);
  });

  test(
    'one is killed in the middle and its back end too: the next applies it again',
    { timeout },
    async () => {
      const unblock = await blockMigration();
      await killInTheMiddle();
      await own.alter(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS w`);
      await unblock();
      expect(await runChildScript(start, [own.address]).firstOutput).toBe('started');
      expect(await own.alter(history)).toEqual([rolledBack, ...finished]);
    },
  );
});
