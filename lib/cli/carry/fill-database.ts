import 'server-only';

import type { OwnedDatabase, Query } from '@/lib/db/database';
import { listMigrations, withMigrationLock } from '@/lib/db/migrate';
import { findUnfinished, markFinished, markUnfinished, noteProgress } from '@/lib/db/unfinished-copy';
import type { Filled, Unfinished } from '@/lib/db/unfinished-copy';
import { prepareQueue } from '@/lib/jobs/queue';
import { readAhead } from '@/lib/transfer/read-ahead';

import { labelOf, listCarriedTables } from './catalogue';
import type { CarriedTable } from './catalogue';
import { findDifferences } from './digest';
import type { Digest } from './digest';
import type { Manifest } from './manifest';
import { checkFailure, refusal } from './outcome';
import { refreshStatistics, writeSlice } from './rows';
import type { OnSlice, Slice } from './rows';
import { digestSnapshot, withSnapshot } from './snapshot';

/** What a database is filled from: a file, or another database. */
export type Source = {
  /** Names exactly these rows: only from the same source is a filling gone on with. */
  id: string;
  manifest: Manifest;
  read: (from: Filled) => AsyncIterable<Slice>;
  digest: (onSlice: OnSlice) => Promise<Digest[]>;
};

export type Watch = {
  /** Once it is certain that the database takes the source, and before the first row; again when it is gone on with. */
  onBegun: (done: Filled) => void;
  onWritten: OnSlice;
  onCompared: OnSlice;
  /** Once everything is there and the same, and before the database may be used. */
  onComplete: () => void;
};

const begin = { text: 'SELECT 1', values: [] };
/** What a crash takes back, the noted progress takes back with it. */
const beginUnhurried = { text: 'SET LOCAL synchronous_commit = off', values: [] };

const selectForeign = `
  SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'palimpsest_jobs') AND c.relkind IN ('r', 'p', 'v', 'm', 'S') ORDER BY 1 LIMIT 1`;

/** Throws a refusal unless this release has every migration that the source has been through. */
export async function assertKnown({ migrations }: Manifest): Promise<void> {
  const known = new Map((await listMigrations()).map(({ name, checksum }) => [name, checksum]));
  const strange = migrations.find(({ name, checksum }) => known.get(name) !== checksum);
  if (!strange) return;
  throw refusal(
    known.has(strange.name)
      ? `it was made with another text of the migration ${strange.name} than this release has.`
      : `it is of a newer release: this one has no migration ${strange.name}.`,
    'Use the release that made it, or a newer one.',
  );
}

/** Marks an empty database as being filled, or finds how far it is. Throws a refusal for one that holds anything else. */
function beginFilling(target: OwnedDatabase, sourceId: string): Promise<Unfinished> {
  return withMigrationLock(target.query, async () => {
    const found = await findUnfinished(target.query);
    if (found?.source === sourceId) return found;
    if (found)
      throw refusal(
        'this database is partly filled with something else, by a restore or a move that has not ended.',
        'End that one first, or take an empty database.',
      );
    const [foreign] = await target.query<{ name: string }>(selectForeign);
    if (foreign)
      throw refusal(
        `this database is not empty: it has a table ${foreign.name}.`,
        'Take an empty database, or an empty data folder: nothing is ever written over.',
      );
    await target.transaction(begin, (query) => markUnfinished(query, sourceId));
    return { source: sourceId, table: 0, rows: 0, total: 0 };
  });
}

/** The database's own tables in the source's order. Throws when the migrations have made others than the source has. */
async function matchTables(query: Query, { tables }: Manifest): Promise<CarriedTable[]> {
  const own = new Map((await listCarriedTables(query)).map((table) => [labelOf(table), table]));
  return tables.map((wanted) => {
    const table = own.get(labelOf(wanted));
    if (!table || JSON.stringify(table.columns) !== JSON.stringify(wanted.columns))
      throw checkFailure(
        `the table ${labelOf(wanted)} is not one that the source's migrations make.`,
        'If it is not of Palimpsest, move it out of the schema public where the source is, and begin again.',
      );
    return table;
  });
}

type Filling = { target: OwnedDatabase; source: Source; tables: CarriedTable[]; watch: Watch };

async function writeAll({ target, source, tables, watch }: Filling, done: Filled): Promise<void> {
  let { table, rows, total } = done;
  for await (const slice of readAhead(source.read(done))) {
    if (slice.table !== table) [table, rows] = [slice.table, 0];
    rows += slice.lines.length;
    total += slice.lines.length;
    const filled = { table, rows, total };
    await target.transaction(beginUnhurried, async (query) => {
      await writeSlice(query, tables[slice.table]!, slice);
      await noteProgress(query, filled);
    });
    watch.onWritten(slice);
  }
}

/** Counts and hashes both sides. Throws when they are not the same. */
async function compare({ target, source, tables, watch }: Filling): Promise<Digest[]> {
  const [expected, found] = await Promise.all([
    source.digest(() => undefined),
    withSnapshot(target, (snapshot) => digestSnapshot({ ...snapshot, tables }, watch.onCompared)),
  ]);
  const differences = findDifferences(expected, found);
  if (differences.length === 0) return found;
  throw checkFailure(
    `what was written is not what was read: ${differences.join('; ')}.`,
    'No start will use this database. Take an empty one and begin again.',
  );
}

async function finish(target: OwnedDatabase, { pepper }: Manifest): Promise<void> {
  await target.transaction(begin, async (query) => {
    if (pepper !== null) {
      await query(
        `CREATE OR REPLACE FUNCTION public.sign_in_pepper() RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $pepper$SELECT '${pepper}'::text$pepper$`,
      );
    }
    await markFinished(query);
  });
}

/**
 * Fills an empty database with everything of a source, compares both sides, and only then lets it be used. Killed anywhere, it goes
 * on where it stopped when it is called again with the same source. Ids and times stay as they are. Returns the counts and hashes. The
 * caller has seen to it that this release knows the source's migrations.
 */
export async function fillDatabase(target: OwnedDatabase, source: Source, watch: Watch): Promise<Digest[]> {
  const done = await beginFilling(target, source.id);
  watch.onBegun(done);
  await target.migrate(source.manifest.migrations.map(({ name }) => name));
  await prepareQueue(target.execute);
  const tables = await matchTables(target.query, source.manifest);
  const filling = { target, source, tables, watch };
  await writeAll(filling, done);
  await refreshStatistics(target.query, tables);
  const digests = await compare(filling);
  watch.onComplete();
  await finish(target, source.manifest);
  return digests;
}
