import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { listMemoriesOperation } from '@/lib/memories/schema';
import { listStoresOperation } from '@/lib/stores/schema';
import { findPostgresBinaries } from '@/lib/testing/installed.mjs';
import { createDatabase } from '@/lib/testing/new-database';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import { listVersionsOperation } from '@/lib/versions/schema';

import { fixtureKey } from '../fixtures/make';
import { createClient } from './support/client';
import type { Client } from './support/client';

const root = path.join('e2e', 'fixtures');
const kept = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const env = { SEED_DEMO: '0', SECRET: fixtureKey };

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

async function expectToStart(variables: Record<string, string>, dataDir?: string): Promise<void> {
  const server = await startSpawnedServer({ ...env, ...variables, ...(dataDir && { DATA_DIR: dataDir }) });
  try {
    await expectKept(createClient(server.url, fixtureKey));
  } finally {
    await server.dispose();
  }
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
    const dataDir = mkdtempSync(path.join(tmpdir(), 'palimpsest-kept-'));
    execFileSync('tar', ['-C', dataDir, '-xzf', path.join(root, name, 'data-folder.tar.gz')]);
    await expectToStart({}, dataDir);
  });

  test('as a database of PostgreSQL, is started on', async () => {
    await expectToStart({ DATABASE_URL: await restoreDatabase(name) });
  });
});
