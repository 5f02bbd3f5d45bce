import pg from 'pg';
import type { TestProject } from 'vitest/node';

import { openPostgres } from '@/lib/db/postgres';
import { prepareQueue } from '@/lib/jobs/queue';

import { startPostgresServer } from './postgres-server';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL of a throw-away PostgreSQL; only in the projects `postgres` and `http`. */
    postgresAdminUrl: string;
  }
}

/** A migrated, empty database of that server to copy with CREATE DATABASE … TEMPLATE. */
export const postgresTemplate = 'palimpsest_template';

function withDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).toString();
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${postgresTemplate}`);
  await admin.end();
  const database = await openPostgres({
    url: withDatabase(adminUrl, postgresTemplate),
    poolSize: 1,
    prepare: prepareQueue,
    onConnectionError: (error) => {
      throw error;
    },
  });
  await database.close();
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgresServer();
  await makeTemplate(server.adminUrl);
  project.provide('postgresAdminUrl', server.adminUrl);
  return () => server.stop();
}
