import { randomBytes } from 'node:crypto';

import pg from 'pg';

/** A database of its own on the given PostgreSQL, empty or as the one that is named; returns its URL. */
export async function createDatabase(adminUrl: string, template = 'template1'): Promise<string> {
  const name = `http_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await admin.end();
  return Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
}
