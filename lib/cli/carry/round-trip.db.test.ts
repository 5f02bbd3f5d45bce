import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { listAuditEntries } from '@/lib/audit/read';
import { findKeptSecrets, hashSecret, keepSecret } from '@/lib/auth/secret';
import { jobHandlers } from '@/lib/cli/job-handlers';
import { setDatabase } from '@/lib/db/database';
import type { Database } from '@/lib/db/database';
import { openEmbedded } from '@/lib/db/embedded';
import { openPostgres } from '@/lib/db/postgres';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { retrieveMemory } from '@/lib/memories/read';
import { flushReads } from '@/lib/reads/flush-reads';
import { live, makeFolder, placeOf } from '@/lib/testing/carried';
import type { Lived } from '@/lib/testing/carried';
import { isEmbedded } from '@/lib/testing/database';
import { makeMemory } from '@/lib/testing/factories';
import { makeOwnDatabase } from '@/lib/testing/own-database';
import type { OwnDatabase } from '@/lib/testing/own-database';
import { findHeads } from '@/lib/testing/searching';
import { isSecretKnown, listDeletedWorkspaces } from '@/lib/workspaces/read';

import { backUp } from './back-up';
import type { BackedUp } from './back-up';
import { openForReading } from './open-database';
import type { Place } from './open-database';
import { checkBackup } from './read-backup';
import { restore } from './restore';
import { withSnapshot } from './snapshot';

const terminal = { progress: () => undefined };
const now = new Date('2026-11-29T12:00:00Z');
/** A new embedded database is made for each restore into one. */
const timeout = 120_000;
const folder = makeFolder();
const file = path.join(folder, 'backups', 'first.backup.gz');
const secret = randomBytes(32).toString('base64url');

let own: OwnDatabase;
let opened: Database;
let lived: Lived;
let place: Place;
let made: BackedUp;

async function use(database: Database | undefined): Promise<void> {
  await flushReads();
  await stopQueue();
  setDatabase(database);
  if (database) await startQueue();
}

beforeAll(async () => {
  own = await makeOwnDatabase();
  opened = await own.open();
  await use(opened);
  lived = await live();
  place = placeOf(own);
  keepSecret(place.dataDir, 'secret', secret);
  // The database stays open, as under a server.
  made = await backUp(place, { file, terminal, now });
}, timeout);
afterAll(async () => {
  await use(undefined);
  await opened.close();
  await own.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** An empty database of a plain owner, whom row-level security binds like anybody. */
async function makeEmptyPostgres(): Promise<string> {
  const server = inject('postgresAdminUrl');
  const name = `carry_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD 'secret'`);
  await admin.query(`GRANT palimpsest_app, palimpsest_auth, palimpsest_search TO ${name} WITH ADMIN OPTION`);
  await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
  await admin.end();
  const url = new URL(server);
  return Object.assign(url, { username: name, password: 'secret', pathname: `/${name}` }).toString();
}

async function makeEmptyPlace(kind: 'embedded' | 'postgres'): Promise<Place> {
  const dataDir = makeFolder();
  return kind === 'embedded' ? { dataDir } : { dataDir, url: await makeEmptyPostgres() };
}

function openPlace({ url, dataDir }: Place): Promise<Database> {
  return url === undefined
    ? openEmbedded(dataDir)
    : openPostgres({ url, poolSize: 2, onConnectionError: () => undefined });
}

const kinds = isEmbedded ? (['embedded'] as const) : (['embedded', 'postgres'] as const);

test('a backup is readable for its owner alone, and no file is written over', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(made.rows).toBeGreaterThan(20);
  await expect(backUp(place, { file, terminal, now })).rejects.toThrow(/is there already/);
  expect(await checkBackup(file)).toMatchObject({ sha256: made.sha256, tables: made.tables });
});

describe.each(kinds)('restored into %s', (kind) => {
  let target: Place;
  let restored: Database;

  beforeAll(async () => {
    target = await makeEmptyPlace(kind);
    expect((await restore(target, { file, terminal })).tables).toEqual(made.tables);
    restored = await openPlace(target);
    await use(restored);
  }, timeout);

  test('texts, keys and secrets are as they were', async () => {
    const { operator, storeId, memoryId, content } = lived;
    const memory = await retrieveMemory(operator, { storeId, memoryId }, { view: 'full' });
    expect(memory.content).toBe(content);
    expect(await isSecretKnown(hashSecret(operator.secret))).toBe(true);
    expect(findKeptSecrets(target.dataDir)).toEqual({ secret });
  });

  test('a deleted workspace is still one that is to be purged', async () => {
    const { endedWorkspaceId: id } = lived;
    expect(await listDeletedWorkspaces()).toEqual([expect.objectContaining({ id })]);
  });

  test('whoever follows the trail sees all of it, and what comes after it', async () => {
    const { operator, storeId, system } = lived;
    const memory = await makeMemory(operator, storeId);
    const follow = await listAuditEntries(system, { order: 'asc', limit: 100 });
    expect(follow.data.at(-1)?.target.id).toBe(memory.id);
    const newest = await listAuditEntries(system, { order: 'desc', limit: 100 });
    expect(follow.data.map((entry) => entry.id).toSorted()).toEqual(
      newest.data.map((entry) => entry.id).toSorted(),
    );
  });

  test('search is filled again, and the purge that waited is done', async () => {
    const { operator, doomedStoreId, memoryId, storeId } = lived;
    expect(await findHeads(operator, 'carrot')).toEqual([memoryId]);
    const waiting = await restored.query<{ data: { memoryStoreId: string; workspaceId: string } }>(
      `SELECT data FROM palimpsest_jobs.job WHERE name = 'purge-store' AND state < 'active'`,
    );
    expect(waiting.map((job) => job.data.memoryStoreId)).toEqual([doomedStoreId]);
    await jobHandlers['purge-store'](waiting[0]!.data);
    await expect(
      retrieveMemory(operator, { storeId: doomedStoreId, memoryId }, { view: 'full' }),
    ).rejects.toThrow();
    expect(await retrieveMemory(operator, { storeId, memoryId }, { view: 'basic' })).toBeDefined();
  });

  test('the trail and the gate protect as before, and nothing is restored over it', async () => {
    await use(opened);
    await restored.close();
    await expect(restore(target, { file, terminal })).rejects.toThrow(/is not empty/);
    const owned = await openForReading(target);
    try {
      const enter = {
        text: `SELECT set_config('palimpsest.workspace', $1, true)`,
        values: [lived.system.workspaceId],
      };
      const attempt = (text: string) => owned.transaction(enter, (query) => query(text));
      await expect(attempt('DELETE FROM audit_entry')).rejects.toThrow('append-only');
      await expect(attempt('DELETE FROM memory_version')).rejects.toThrow('without a pass');
      const [row] = await owned.query<{ pages: number }>(
        `SELECT relpages AS pages FROM pg_class WHERE relname = 'memory_version'`,
      );
      expect(row?.pages).toBeGreaterThan(0);
    } finally {
      await owned.close();
    }
  });
});

describe('what cannot be restored is refused before anything is written', () => {
  const spoilt = path.join(folder, 'spoilt.backup.gz');
  const restoreSpoilt = () => restore({ dataDir: path.join(folder, 'never') }, { file: spoilt, terminal });

  test('a file that is cut', async () => {
    writeFileSync(spoilt, readFileSync(file));
    truncateSync(spoilt, statSync(file).size - 20);
    await expect(restoreSpoilt()).rejects.toThrow(/cut/);
    const lines = gunzipSync(readFileSync(file)).toString().split('\n');
    writeFileSync(spoilt, gzipSync(`${lines.slice(0, -2).join('\n')}\n`));
    await expect(restoreSpoilt()).rejects.toThrow(/cut/);
  });

  test('a file with one other letter, or without a row', async () => {
    const text = gunzipSync(readFileSync(file)).toString();
    writeFileSync(spoilt, gzipSync(text.replace('a person asked', 'a person Asked')));
    await expect(restoreSpoilt()).rejects.toThrow(/the rows of reason_note are not/);
    writeFileSync(spoilt, gzipSync(text.replace(/^\[.*\n/m, '')));
    await expect(restoreSpoilt()).rejects.toThrow(/are not those that were written/);
    writeFileSync(spoilt, gzipSync(text.replace('"made_at":"2026', '"made_at":"2025')));
    await expect(restoreSpoilt()).rejects.toThrow(/not what was written/);
  });

  test('bytes that are no backup', async () => {
    writeFileSync(spoilt, 'not compressed');
    await expect(restoreSpoilt()).rejects.toThrow(/damaged/);
    writeFileSync(spoilt, gzipSync('{"kind":"archive"}\n'));
    await expect(restoreSpoilt()).rejects.toThrow(/damaged|no backup/);
  });

  test('one of a newer release', async () => {
    const lines = gunzipSync(readFileSync(file)).toString().split('\n');
    const [first = '', ...others] = lines.slice(0, -2);
    const later = { name: '29991231000000_later', checksum: '' };
    const manifest = JSON.parse(first) as { migrations: object[] };
    manifest.migrations.push(later);
    const body = `${[JSON.stringify(manifest), ...others].join('\n')}\n`;
    const end = JSON.parse(lines.at(-2) ?? '') as object;
    const sha256 = createHash('sha256').update(body).digest('hex');
    writeFileSync(spoilt, gzipSync(`${body}${JSON.stringify({ ...end, sha256 })}\n`));
    await expect(restoreSpoilt()).rejects.toThrow(/is of a newer release/);
  });

  test('one into a data folder that has another secret', async () => {
    const dataDir = makeFolder();
    keepSecret(dataDir, 'secret', 'another');
    await expect(restore({ dataDir }, { file, terminal })).rejects.toThrow(/another secret/);
  });

  test('then nothing was made', () => {
    expect(existsSync(path.join(folder, 'never'))).toBe(false);
  });
});

test('every table is carried or unlogged, and none holds what a copy would miss', async () => {
  const reading = await openForReading(place);
  try {
    const carried = await withSnapshot(reading, ({ tables }) =>
      Promise.resolve(tables.map(({ name }) => name)),
    );
    const unlogged = await reading.query<{ name: string }>(
      `SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'u' ORDER BY 1`,
    );
    expect(unlogged.map(({ name }) => name)).toEqual([
      'rate_lease',
      'search_era',
      'search_progress',
      'search_text',
      'sign_in_window',
    ]);
    expect(carried).toContain('memory_content');
    expect(carried.at(-1)).toBe('job');
    const made = await reading.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
       UNION ALL SELECT attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND (a.attgenerated <> '' OR a.attidentity <> '')`,
    );
    expect(made).toEqual([]);
  } finally {
    await reading.close();
  }
});
