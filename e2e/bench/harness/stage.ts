import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

import { startPostgresServer } from '@/lib/testing/postgres-server';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';

import { openClient } from './client';
import type { Client } from './client';

/** One parameterised statement on one connection. */
export type Run = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** A connection of the bare driver. Its `transact` runs the work in one transaction, by the driver's own means. */
export type Bare = {
  run: Run;
  transact: (work: (run: Run) => Promise<void>) => Promise<void>;
  close: () => Promise<void>;
};

/** The production server on a database of its own, and ways past the server to that database. */
export type Stage = {
  label: string;
  databaseVersion: string;
  workspaceId: string;
  server: SpawnedServer;
  /** As a superuser; null for the embedded database, which nobody else can connect to. */
  adminUrl: string | null;
  connect: (connections?: number) => Client;
  /** A second server on the same database; null for the embedded one, which belongs to one process. */
  startBeside: (() => Promise<{ connect: Stage['connect']; close: () => Promise<void> }>) | null;
  /** Runs work as the database's superuser; the embedded database belongs to one process, so its server stops meanwhile. */
  load: (work: (run: Run) => Promise<void>) => Promise<void>;
  /** A connection under the application's role: to the same database, or to a copy of the embedded one as it is now. */
  openBare: () => Promise<Bare>;
  close: () => Promise<void>;
};

const apiKey = `plk_${randomBytes(32).toString('base64url')}`;

/** What a production server is started with; the allowance is high enough that no measurement ever waits for it. */
const settings = {
  SEED_DEMO: '0',
  INIT_WORKSPACE: 'Bench',
  INIT_API_KEY: apiKey,
  LIMIT_REQUESTS_PER_MINUTE: '10000000',
  LIMIT_SEARCHES_PER_MINUTE: '10000000',
  LIMIT_WORKSPACE_SEARCHES_PER_MINUTE: '10000000',
  LIMIT_EXPORTS_PER_MINUTE: '10000000',
  LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: '10000000',
};

type Access = Pick<Stage, 'label' | 'server' | 'adminUrl' | 'startBeside' | 'load' | 'openBare' | 'close'>;

function connectTo({ url }: SpawnedServer): Stage['connect'] {
  return (connections = 1) => openClient(url, apiKey, connections);
}

async function toStage(access: Access): Promise<Stage> {
  const { server } = access;
  const connect = connectTo(server);
  const client = connect();
  const { headers } = await client.get('/v1/memory_stores');
  client.close();
  let databaseVersion = '';
  await access.load(async (run) => {
    const [row] = await run(`SELECT split_part(current_setting('server_version'), ' ', 1) AS version`);
    databaseVersion = String(row?.['version']);
  });
  return { ...access, connect, databaseVersion, workspaceId: String(headers['anthropic-workspace-id']) };
}

function runOnPostgres(client: pg.Client): Run {
  return async (text, values = []) => (await client.query<Record<string, unknown>>(text, values)).rows;
}

async function connectPostgres(url: string, options: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options });
  await client.connect();
  return client;
}

async function openBarePostgres(url: string): Promise<Bare> {
  const client = await connectPostgres(url, '-c timezone=UTC -c role=palimpsest_app');
  const run = runOnPostgres(client);
  return {
    run,
    transact: async (work) => {
      await client.query('BEGIN');
      await work(run);
      await client.query('COMMIT');
    },
    close: () => client.end(),
  };
}

export async function startOnPostgres(env: Record<string, string> = {}): Promise<Stage> {
  const database = await startPostgresServer();
  const start = () => startSpawnedServer({ ...settings, DATABASE_URL: database.adminUrl, ...env });
  const server = await start();
  return toStage({
    label: 'PostgreSQL',
    server,
    adminUrl: database.adminUrl,
    startBeside: async () => {
      const second = await start();
      return { connect: connectTo(second), close: second.dispose };
    },
    load: async (work) => {
      const client = await connectPostgres(database.adminUrl, '-c timezone=UTC');
      await work(runOnPostgres(client));
      await client.end();
    },
    openBare: () => openBarePostgres(database.adminUrl),
    close: async () => {
      await server.dispose();
      await database.stop();
    },
  });
}

function runOnEmbedded(target: Pick<PGlite, 'query'>): Run {
  return async (text, values = []) => (await target.query<Record<string, unknown>>(text, values)).rows;
}

async function openBareEmbedded(folder: string): Promise<Bare> {
  const copy = mkdtempSync(path.join(tmpdir(), 'palimpsest-bench-'));
  cpSync(folder, copy, { recursive: true });
  const pglite = await PGlite.create(copy);
  await pglite.exec('SET ROLE palimpsest_app');
  return {
    run: runOnEmbedded(pglite),
    transact: (work) => pglite.transaction((tx) => work(runOnEmbedded(tx))),
    close: async () => {
      await pglite.close();
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

export async function startOnEmbedded(env: Record<string, string> = {}): Promise<Stage> {
  const server = await startSpawnedServer({ ...settings, ...env });
  const folder = path.join(server.dataDir, 'database');
  return toStage({
    label: 'embedded',
    server,
    adminUrl: null,
    startBeside: null,
    load: async (work) => {
      await server.stop();
      const pglite = await PGlite.create(folder);
      await work(runOnEmbedded(pglite));
      await pglite.close();
      await server.restart();
    },
    openBare: async () => {
      await server.stop();
      const bare = await openBareEmbedded(folder);
      await server.restart();
      return bare;
    },
    close: () => server.dispose(),
  });
}
