import pg from 'pg';
import { expect, test } from 'vitest';

import { isEmbedded, useDatabase } from '@/lib/testing/database';

const context = useDatabase();

/** Ends every connection of this database but the one that asks, as a crash of PostgreSQL does. */
async function cutConnections(): Promise<void> {
  const admin = new pg.Client({ connectionString: context.adminUrl ?? '' });
  await admin.connect();
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await admin.end();
}

test.skipIf(isEmbedded)(
  'a connection lost between two statements fails the transaction, not the process',
  async () => {
    const { database } = context;
    const lost: unknown[] = [];
    const note = (error: unknown) => void lost.push(error);
    process.on('uncaughtException', note);
    try {
      const first = { text: 'SELECT 1', values: [] };
      const interrupted = database.transaction(first, async (query) => {
        await cutConnections();
        // Long enough for the news to arrive while no statement waits for an answer.
        await new Promise((resolve) => void setTimeout(resolve, 200));
        return query('SELECT 2');
      });
      await expect(interrupted).rejects.toThrow();
      expect(lost).toEqual([]);
      expect(await database.query('SELECT 3 AS three')).toEqual([{ three: 3 }]);
    } finally {
      process.off('uncaughtException', note);
    }
  },
);
