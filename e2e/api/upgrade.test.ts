import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';

import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { listMemoriesOperation } from '@/lib/memories/schema';
import { listStoresOperation } from '@/lib/stores/schema';
import { makeFolder } from '@/lib/testing/carried';
import { findPostgresBinaries } from '@/lib/testing/installed.mjs';
import { createDatabase } from '@/lib/testing/new-database';
import { runScriptForJson } from '@/lib/testing/run-script';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import { listVersionsOperation } from '@/lib/versions/schema';

import { createApi } from '../crash/api';
import { collect, findMemoryFaults } from '../crash/check-memory';
import { openLedger } from '../crash/ledger';
import { fixtureKey } from '../fixtures/make';
import { createClient } from './support/client';
import type { Client } from './support/client';

const root = path.join('e2e', 'fixtures');
const kept = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const env = { SEED_DEMO: '0', SECRET: fixtureKey };
const timeout = 120_000;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What was written to it before it was put away is all there, and it takes new writes. */
async function expectKept(client: Client): Promise<void> {
  const stores = await client.call(listStoresOperation, { query: { limit: 100 } });
  expect(stores.data.map((store) => [store.name, store.metadata])).toEqual([['Kept', { kept: 'yes' }]]);
  const params = { memory_store_id: stores.data[0]!.id };
  const memories = await client.call(listMemoriesOperation, { params, query: { view: 'full' } });
  expect(memories.data).toMatchObject([
    { path: '/notes/moved.md', content: 'third\n', content_sha256: sha256('third\n') },
  ]);
  const query = { view: 'full', include: 'governance' };
  const { data } = await client.call(listVersionsOperation, { params, query });
  expect(data.map((version) => [version.operation, version.content])).toEqual([
    ['deleted', null],
    ['created', 'gone\n'],
    ['modified', 'third\n'],
    ['modified', null],
    ['created', 'first \0 ✓\n'],
  ]);
  for (const version of data) {
    if (version.content !== null) expect(version.content_sha256).toBe(sha256(version.content));
  }
  expect(data[3]?.redacted_by?.type).toBe('api_actor');
  expect(data[2]?.governance?.prior_knowledge).toBe('read');
  const trail = await client.call(listAuditEntriesOperation, { query: { limit: 100 } });
  expect(trail.data.filter((entry) => entry.action === 'memory.updated')).toHaveLength(2);
}

/** As after a crash: every memory's head, numbers, hashes and trail agree. */
async function expectSound(url: string): Promise<void> {
  const api = createApi(() => url, fixtureKey);
  const { data } = await api.call(listStoresOperation, { query: { limit: 100 } });
  const storeId = data[0]!.id;
  const query = { limit: 100, include: 'governance' };
  const versions = await collect(api, listVersionsOperation, { params: { memory_store_id: storeId }, query });
  const ledger = openLedger();
  for (const id of new Set(versions.map((version) => version.memory_id)))
    expect(await findMemoryFaults({ api, storeId }, ledger, id)).toEqual([]);
  ledger.dispose();
}

async function expectToStart(variables: Record<string, string>): Promise<void> {
  const server = await startSpawnedServer({ ...env, ...variables });
  try {
    await expectKept(createClient(server.url, fixtureKey));
    await expectSound(server.url);
  } finally {
    await server.dispose();
  }
}

function unpackFolder(name: string): string {
  const dataDir = makeFolder();
  execFileSync('tar', ['-C', dataDir, '-xzf', path.join(root, name, 'data-folder.tar.gz')]);
  return dataDir;
}

/** Through a file, from one place to another. */
async function carry(from: Record<string, string>, to: Record<string, string>): Promise<void> {
  const file = path.join(makeFolder(), 'kept.backup.gz');
  await runScriptForJson('backup', ['--to', file], { DATA_DIR: makeFolder(), ...from });
  await runScriptForJson('restore', [file], { DATA_DIR: makeFolder(), ...to });
}

async function restoreDatabase(name: string): Promise<string> {
  const url = await createDatabase(inject('postgresAdminUrl'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Roles belong to the server, so a dump of a database does not carry them.
  for (const role of ['palimpsest_app', 'palimpsest_auth']) {
    await client.query(
      `DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    );
  }
  await client.end();
  const dump = path.join(root, name, 'database.sql.gz');
  const command = `gzip -dc "${dump}" | "${findPostgresBinaries()}/psql" --quiet --set=ON_ERROR_STOP=1 --dbname="$URL" >/dev/null`;
  execFileSync('bash', ['-o', 'pipefail', '-c', command], { env: { ...process.env, URL: url } });
  return url;
}

describe.each(kept)('what the release %s made', (name) => {
  test('as a data folder, is started on', async () => {
    await expectToStart({ DATA_DIR: unpackFolder(name) });
  });

  test('as a database of PostgreSQL, is started on, and outlives a backup', { timeout }, async () => {
    const from = { DATABASE_URL: await restoreDatabase(name) };
    await expectToStart(from);
    const to = { DATA_DIR: makeFolder() };
    await carry(from, to);
    await expectToStart(to);
  });

  test('is backed up before it is upgraded, and upgraded where it is restored', { timeout }, async () => {
    const to = { DATABASE_URL: await createDatabase(inject('postgresAdminUrl')) };
    await carry({ DATA_DIR: unpackFolder(name) }, to);
    await expectToStart(to);
  });
});
