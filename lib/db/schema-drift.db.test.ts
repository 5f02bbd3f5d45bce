import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { expect, test } from 'vitest';

import { isEmbedded } from '@/lib/testing/database';
import { makeOwnDatabase } from '@/lib/testing/own-database';

import { openSchemaEngine } from './schema-engine';

const folder = path.join(process.cwd(), 'prisma', 'schema');

async function readDatamodel(): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma'));
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(path.join(folder, name), 'utf8') })),
  );
}

async function describeDrift(factory: SqlMigrationAwareDriverAdapterFactory): Promise<string> {
  const files = await readDatamodel();
  const engine = await openSchemaEngine(
    factory,
    files.map((file) => [file.path, file.content]),
  );
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folder },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}

// PostgreSQL's adapter cannot read the catalogue's one-byte "char"; the migrations are the same ones.
test.runIf(isEmbedded)('the migrated database is what the Prisma schema says', async () => {
  const own = await makeOwnDatabase();
  const pglite = await PGlite.create(path.join(own.address, 'database'));
  try {
    expect(
      (await describeDrift(new PrismaPGlite(pglite))).trim(),
      'The statements below lead from the migrations to prisma/schema: bring the two together.',
    ).toBe('-- This is an empty migration.');
  } finally {
    await pglite.close();
    await own.dispose();
  }
});
