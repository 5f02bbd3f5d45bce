import { randomBytes } from 'node:crypto';

import pg from 'pg';

/** An empty database of its own on the given PostgreSQL; returns its URL. */
export async function createDatabase(adminUrl: string): Promise<string> {
  const name = `http_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  return Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
}
