import { readdirSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { emptyDatabase, makeOwnDatabase } from '@/lib/testing/own-database';
import type { OwnDatabase } from '@/lib/testing/own-database';

// Each test opens the embedded database several times, which takes long while the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

let own: OwnDatabase;

beforeEach(async () => {
  own = await makeOwnDatabase();
});
afterEach(() => own.dispose());

const history = `SELECT migration_name, finished_at IS NOT NULL AS is_finished, rolled_back_at IS NOT NULL AS is_rolled_back
  FROM _prisma_migrations ORDER BY started_at, is_finished`;
const names = readdirSync('prisma/migrations')
  .filter((name) => !name.includes('.'))
  .toSorted();
const finished = names.map((name) => ({ migration_name: name, is_finished: true, is_rolled_back: false }));
const rolledBack = names.map((name) => ({ migration_name: name, is_finished: false, is_rolled_back: true }));

async function start(): Promise<void> {
  const database = await own.open();
  await database.query('SELECT 1 FROM memory_store');
  await database.close();
}

describe('a start', () => {
  test('makes everything in an empty database, and nothing the second time', async () => {
    await own.alter(emptyDatabase);
    await start();
    expect(await own.alter(history)).toEqual(finished);
    await start();
    expect(await own.alter(history)).toEqual(finished);
  });

  test('refuses a database that was made with another text of a migration', async () => {
    await own.alter(`UPDATE _prisma_migrations SET checksum = repeat('0', 64)`);
    await expect(start()).rejects.toThrow(`made with another text of the migration ${names.join(', ')}`);
    await expect(start()).rejects.toThrow(/Start the release that made it/);
  });

  test('refuses a database that is newer than the release', async () => {
    await own.alter(`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
      VALUES ('later', repeat('0', 64), '29990101000000_later', now(), now(), 1)`);
    await expect(start()).rejects.toThrow('the database is newer than this release');
  });
});

describe('after a start that was killed in the middle of a migration', () => {
  test('that was committed all the same, the next one goes on', async () => {
    await own.alter('UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0');
    await start();
    expect(await own.alter(history)).toEqual(expect.arrayContaining(finished));
    await start();
  });

  test('that was not committed, the next one applies it again', async () => {
    await own.alter(`
      ALTER TABLE _prisma_migrations SET SCHEMA palimpsest_jobs;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public;
      ALTER TABLE palimpsest_jobs._prisma_migrations SET SCHEMA public;
      UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0;
      DELETE FROM palimpsest_meta.applied_migration`);
    await start();
    expect(await own.alter(history)).toEqual([...rolledBack, ...finished]);
    await start();
  });
});
