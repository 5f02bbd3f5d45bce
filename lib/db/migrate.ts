import 'server-only';

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';

import type { Database, Query } from './database';
import { openSchemaEngine } from './schema-engine';
import { refuseUnfinished } from './unfinished-copy';

type MigrationTarget = {
  kind: Database['kind'];
  factory: SqlMigrationAwareDriverAdapterFactory;
  /** Must run on the same single connection as the factory. */
  query: Query;
};

/** The lock that the schema engine itself takes; it is re-entrant on one connection. */
const engineLock = 72_707_369;
const baseDir = path.join(process.cwd(), 'prisma', 'migrations');

/** Each script marks itself in its own transaction: after a crash that tells whether it was committed. */
async function readMigrations(only?: readonly string[]) {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => only?.includes(name) ?? true)
    .toSorted();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => {
      const script = await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8');
      const value = `${script}\nINSERT INTO palimpsest_meta.applied_migration (name) VALUES ('${name}');\n`;
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8'),
  };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

export type Migration = { name: string; checksum: string };

/** This release's migrations, each with the checksum that a database keeps of one that it has been through. */
export async function listMigrations(): Promise<Migration[]> {
  const { migrationDirectories } = await readMigrations();
  return migrationDirectories.map(({ path: name, migrationFile }) => ({
    name,
    checksum: createHash('sha256').update(migrationFile.content.value).digest('hex'),
  }));
}

const filters = { externalTables: [], externalEnums: [] };
type MigrationsList = Awaited<ReturnType<typeof readMigrations>>;

function diagnose(engine: SchemaEngine, migrationsList: MigrationsList) {
  return engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters });
}

function refuseStrangeHistory(diagnosis: Awaited<ReturnType<typeof diagnose>>): void {
  if (diagnosis.editedMigrationNames.length > 0) {
    throw new Error(
      `Palimpsest cannot start: the database was made with another text of the migration ${diagnosis.editedMigrationNames.join(', ')}. Start the release that made it, or restore the migration's file.`,
    );
  }
  const problem = diagnosis.history?.diagnostic;
  if (problem === 'migrationsDirectoryIsBehind' || problem === 'historiesDiverge') {
    throw new Error(
      'Palimpsest cannot start: the database is newer than this release. Start the release that last used it, or a newer one.',
    );
  }
}

/** Says of each migration that a killed start left open whether its script was committed. */
async function settleInterrupted(
  engine: SchemaEngine,
  { migrationsList, failed, query }: { migrationsList: MigrationsList; failed: string[]; query: Query },
): Promise<void> {
  for (const migrationName of failed) {
    const marks = await query('SELECT 1 FROM palimpsest_meta.applied_migration WHERE name = $1', [
      migrationName,
    ]);
    if (marks.length > 0) await engine.markMigrationApplied({ migrationName, migrationsList });
    else await engine.markMigrationRolledBack({ migrationName });
  }
}

/**
 * Brings a database to this release's schema: safe when several processes start at once, and after a start that was killed in
 * the middle. Throws a sentence for a person when the database does not fit this release, or is still being filled by a restore.
 */
export async function migrate(target: MigrationTarget): Promise<void> {
  await withMigrationLock(target.query, async () => {
    await refuseUnfinished(target.query);
    await applyMigrations(target);
  });
}

/** Keeps starts and restores of one database from getting in each other's way. Re-entrant on one connection. */
export async function withMigrationLock<T>(query: Query, work: () => Promise<T>): Promise<T> {
  await query(`SELECT pg_advisory_lock(${engineLock})`);
  try {
    return await work();
  } finally {
    await query(`SELECT pg_advisory_unlock(${engineLock})`);
  }
}

/** As `migrate`, for a database that a restore is filling: up to the migrations that are named. */
export async function applyMigrations(
  { factory, query }: MigrationTarget,
  only?: readonly string[],
): Promise<void> {
  await withMigrationLock(query, async () => {
    await query('CREATE SCHEMA IF NOT EXISTS palimpsest_meta');
    await query(
      'CREATE TABLE IF NOT EXISTS palimpsest_meta.applied_migration (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
    const migrationsList = await readMigrations(only);
    const engine = await openSchemaEngine(factory);
    try {
      const diagnosis = await diagnose(engine, migrationsList);
      refuseStrangeHistory(diagnosis);
      await settleInterrupted(engine, { migrationsList, failed: diagnosis.failedMigrationNames, query });
      await engine.applyMigrations({ migrationsList, filters });
    } finally {
      engine.free();
    }
  });
}
