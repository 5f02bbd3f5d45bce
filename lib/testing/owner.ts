import pg from 'pg';

import type { Database, Query } from '@/lib/db/database';

export type TestDatabase = { database: Database; adminUrl: string | null };

function queryOn(client: pg.Client): Query {
  return async <Row>(text: string, values: readonly unknown[] = []) => {
    const { rows } = await client.query<Row & pg.QueryResultRow>(text, [...values]);
    return rows;
  };
}

/** Work with a superuser's rights, which the application never has, on a connection of its own where there can be several. */
export async function asOwner<T>(
  { database, adminUrl }: TestDatabase,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  if (adminUrl === null) {
    await database.execute('RESET ROLE');
    try {
      return await work(database.query);
    } finally {
      await database.execute('SET ROLE palimpsest_app');
    }
  }
  const client = new pg.Client({ connectionString: adminUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    return await work(queryOn(client));
  } finally {
    await client.end();
  }
}
