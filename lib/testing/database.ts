import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';

import { setDatabase } from '@/lib/db/database';
import type { Database } from '@/lib/db/database';
import { openEmbedded } from '@/lib/db/embedded';
import { openPostgres } from '@/lib/db/postgres';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { flushReads } from '@/lib/reads/flush-reads';

const template = 'palimpsest_template';

type Opened = { database: Database; adminUrl: string | null; dispose: () => Promise<void> };

async function openCopyOfEmbedded(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'palimpsest-test-'));
  cpSync(inject('embeddedTemplate'), folder, {
    recursive: true,
    filter: (source) => !source.endsWith('.sock'),
  });
  const database = await openEmbedded(folder);
  return {
    database,
    adminUrl: null,
    dispose: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openCopyOfPostgres(): Promise<Opened> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const serverUrl = inject('postgresAdminUrl');
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const adminUrl = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString();
  const database = await openPostgres({ url: adminUrl, poolSize: 20, onConnectionError: () => undefined });
  return {
    database,
    adminUrl,
    dispose: async () => {
      await database.close();
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.end();
    },
  };
}

export const isEmbedded = process.env['PALIMPSEST_TEST_DATABASE'] === 'embedded';

/**
 * A fresh migrated database for a test file, on whichever of the two the project runs against, set as the process's own, with the job
 * queue started (no worker: call a job's function to run it). `adminUrl` is a superuser's, on PostgreSQL only.
 */
export function useDatabase(): { database: Database; adminUrl: string | null } {
  const context: Partial<Opened> = {};
  beforeAll(async () => {
    Object.assign(context, isEmbedded ? await openCopyOfEmbedded() : await openCopyOfPostgres());
    setDatabase(context.database);
    await startQueue();
  });
  afterAll(async () => {
    await flushReads();
    await stopQueue();
    setDatabase(undefined);
    await context.dispose?.();
  });
  return context as Opened;
}
