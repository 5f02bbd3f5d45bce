import 'server-only';

import { createHash } from 'node:crypto';

import type { OwnedDatabase, Query } from '@/lib/db/database';
import type { Migration } from '@/lib/db/migrate';

import { labelOf, listCarriedTables } from './catalogue';
import { createDigester } from './digest';
import type { Digest } from './digest';
import { refusal } from './outcome';
import { beginSnapshot, keepTables, readTable, setPrinting } from './rows';
import type { Contents, OnSlice } from './rows';

/** A whole database at one moment, for as long as the transaction lasts that it is read in. */
export type Snapshot = Contents & {
  query: Query;
  serverVersion: string;
  migrations: Migration[];
  pepper: string | null;
  instance: string | null;
  /** Grows with everything that is written: two snapshots of one database with the same one are the same. */
  writtenTo: string;
};

async function isThere(query: Query, expression: string): Promise<boolean> {
  const [row] = await query<{ is_there: boolean }>(`SELECT ${expression} IS NOT NULL AS is_there`);
  return row?.is_there ?? false;
}

type Applied = Migration & { is_open: boolean };

async function readMigrations(query: Query): Promise<Migration[]> {
  if (!(await isThere(query, `to_regclass('public._prisma_migrations')`))) return [];
  const rows = await query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NULL AS is_open FROM public._prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  if (rows.some((row) => row.is_open))
    throw refusal(
      'a start was interrupted in the middle of a migration.',
      'Start Palimpsest once, which settles it.',
    );
  return rows.map(({ name, checksum }) => ({ name, checksum }));
}

async function readPepper(query: Query): Promise<string | null> {
  if (!(await isThere(query, `to_regprocedure('public.sign_in_pepper()')`))) return null;
  const [row] = await query<{ pepper: string }>('SELECT public.sign_in_pepper() AS pepper');
  return row?.pepper ?? null;
}

/** All of them, also what is left of deleted ones. The one role that reads across workspaces is the one that finds out who calls. */
async function listWorkspaceIds(query: Query): Promise<string[]> {
  await query('SET LOCAL ROLE palimpsest_auth');
  const rows = await query<{ id: string }>('SELECT id FROM public.workspace ORDER BY id COLLATE "C"');
  await query('SET LOCAL ROLE NONE');
  return rows.map((row) => row.id);
}

function nameInstance(pepper: string | null): string | null {
  return pepper === null
    ? null
    : createHash('sha256').update(`palimpsest instance ${pepper}`).digest('hex').slice(0, 32);
}

async function describe(query: Query): Promise<Snapshot> {
  await setPrinting(query);
  const migrations = await readMigrations(query);
  if (migrations.length === 0) throw refusal('this database holds nothing of Palimpsest.');
  const [row] = await query<{ version: string; written_to: string }>(
    `SELECT current_setting('server_version') AS version, pg_snapshot_xmax(pg_current_snapshot())::text AS written_to`,
  );
  const pepper = await readPepper(query);
  const tables = await listCarriedTables(query);
  await keepTables(query, tables);
  return {
    query,
    serverVersion: row?.version ?? '',
    migrations,
    pepper,
    instance: nameInstance(pepper),
    writtenTo: row?.written_to ?? '',
    tables,
    workspaceIds: await listWorkspaceIds(query),
  };
}

/** Hands a snapshot of the whole database to the work. Nobody else waits for it, and nothing that is written meanwhile is in it. */
export function withSnapshot<T>(
  database: OwnedDatabase,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return database.transaction(beginSnapshot, async (query) => work(await describe(query)));
}

/** Counts and hashes of everything in a snapshot. */
export async function digestSnapshot(snapshot: Snapshot, onSlice: OnSlice): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (const [index, table] of snapshot.tables.entries()) {
    const digester = createDigester(labelOf(table));
    for await (const slice of readTable(snapshot.query, snapshot, index)) {
      digester.add(slice.lines);
      onSlice(slice);
    }
    digests.push(digester.finish());
  }
  return digests;
}
