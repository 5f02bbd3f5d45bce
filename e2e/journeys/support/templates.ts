import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDatabase } from '@/lib/testing/new-database';
import { runModule } from '@/lib/testing/run-script';

/** What every server of the journeys begins with, made once: a data folder, and on PostgreSQL a database with it. */
export type Template = { folder: string; databaseName: string | null };

export type Templates = { adminUrl: string; embedded: Template; postgres: Template };

/** How the global set-up tells the workers, as JSON. */
const variable = 'PALIMPSEST_JOURNEYS_TEMPLATES';

export function findTemplates(): Templates {
  return JSON.parse(process.env[variable] ?? '') as Templates;
}

async function makeTemplate(adminUrl: string | null): Promise<Template> {
  const folder = mkdtempSync(join(tmpdir(), 'palimpsest-journeys-'));
  const databaseUrl = adminUrl === null ? null : await createDatabase(adminUrl);
  const { code, output, errors } = await runModule('e2e/journeys/support/fill.ts', [], {
    DATA_DIR: folder,
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
  });
  if (code !== 0) throw new Error(`Nothing to begin the journeys with could be made:\n${output}${errors}`);
  return { folder, databaseName: databaseUrl === null ? null : new URL(databaseUrl).pathname.slice(1) };
}

/** Makes them, for this process and all that it starts. Returns how to delete the folders. */
export async function makeTemplates(adminUrl: string): Promise<() => void> {
  const [embedded, postgres] = await Promise.all([makeTemplate(null), makeTemplate(adminUrl)]);
  process.env[variable] = JSON.stringify({ adminUrl, embedded, postgres } satisfies Templates);
  return () => {
    for (const { folder } of [embedded, postgres]) rmSync(folder, { recursive: true, force: true });
  };
}
