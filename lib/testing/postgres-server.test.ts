import pg from 'pg';
import { expect, test } from 'vitest';

import { startPostgresServer } from './postgres-server';

test('a committed row outlives a kill and a restart on the same address', async () => {
  const server = await startPostgresServer();
  try {
    await query(server.adminUrl, 'create table note (body text)');
    await query(server.adminUrl, `insert into note values ('kept')`);
    await server.kill9();
    await expect(query(server.adminUrl, 'select 1')).rejects.toThrow();
    await server.restart();
    expect(await query(server.adminUrl, 'select body from note')).toEqual([{ body: 'kept' }]);
  } finally {
    await server.stop();
  }
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
