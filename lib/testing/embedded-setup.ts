import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { openEmbedded } from '@/lib/db/embedded';
import { prepareQueue } from '@/lib/jobs/queue';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty data folder to copy; only in the projects `embedded` and `http`. */
    embeddedTemplate: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'palimpsest-template-'));
  const database = await openEmbedded(folder, prepareQueue);
  await database.close();
  project.provide('embeddedTemplate', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
