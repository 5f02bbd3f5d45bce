import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';

import type { Database } from '@/lib/db/database';
import { openEmbedded } from '@/lib/db/embedded';
import { openPostgres } from '@/lib/db/postgres';

import { isEmbedded } from './database';

const template = 'palimpsest_template';

/** A migrated database that a test opens, closes and spoils as it likes. */
export type OwnDatabase = {
  /** The data folder, or on PostgreSQL a superuser's URL. */
  address: string;
  /** As a process does at its start. The caller closes it. */
  open: () => Promise<Database>;
  /** Runs a script with a superuser's rights and returns the rows of its last statement; the database must be closed. */
  alter: (script: string) => Promise<Record<string, unknown>[]>;
  dispose: () => Promise<void>;
};

export function makeOwnDatabase(): Promise<OwnDatabase> {
  return isEmbedded ? Promise.resolve(makeOwnFolder()) : makeOwnPostgres();
}

function makeOwnFolder(): OwnDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'palimpsest-own-'));
  const filter = (source: string) => !source.endsWith('.sock');
  cpSync(inject('embeddedTemplate'), folder, { recursive: true, filter });
  return {
    address: folder,
    open: () => openEmbedded(folder),
    alter: async (script) => {
      const pglite = await PGlite.create(join(folder, 'database'));
      const results = await pglite.exec(script);
      await pglite.close();
      return results.at(-1)?.rows ?? [];
    },
    dispose: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

async function runScript(url: string, script: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A script of several statements answers with several results, which the types do not say.
    const results: pg.QueryResult<Record<string, unknown>>[] = [await client.query(script)].flat();
    return results.at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}

async function makeOwnPostgres(): Promise<OwnDatabase> {
  const server = inject('postgresAdminUrl');
  const name = `own_${randomBytes(8).toString('hex')}`;
  await runScript(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  return {
    address: url,
    open: () => openPostgres({ url, poolSize: 2, onConnectionError: () => undefined }),
    alter: (script) => runScript(url, script),
    dispose: async () => {
      await runScript(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Takes the database back to before its first migration. */
export const emptyDatabase = `
  DROP SCHEMA public CASCADE;
  CREATE SCHEMA public;
  DROP SCHEMA palimpsest_meta CASCADE;
  DROP SCHEMA palimpsest_jobs CASCADE;`;
