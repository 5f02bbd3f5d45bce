import { performance } from 'node:perf_hooks';

import type { Moved } from '@/lib/cli/carry/move-to-postgres';
import { startPostgresServer } from '@/lib/testing/postgres-server';
import { createDatabase } from '@/lib/testing/new-database';
import { runScriptForJson } from '@/lib/testing/run-script';

import { seedHistory } from './harness/history';
import { onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { createStore, seedMemories, settle } from './harness/seed';
import { startOnEmbedded } from './harness/stage';
import type { Stage } from './harness/stage';

const versionsEach = 3;
const sizeBytes = 512;
const settings = { LIMIT_MEMORIES_PER_STORE: '200000', RUN_WORKER: '0' };

async function fill(stage: Stage, count: number): Promise<void> {
  const client = stage.connect();
  const storeId = await createStore(client, 'Move');
  client.close();
  await stage.load(async (run) => {
    const path = `'/move/' || lpad(i::text, 8, '0')`;
    await seedMemories(run, stage, { storeId, count, sizeBytes, path });
    await seedHistory(run, stage, { storeId, versionsEach });
    await settle(run);
  });
}

async function measureOn(stage: Stage, size: Size): Promise<Finding[]> {
  const count = size === 'full' ? 100_000 : 2000;
  await fill(stage, count);
  await stage.server.stop();
  const postgres = await startPostgresServer();
  try {
    const url = await createDatabase(postgres.adminUrl);
    const startedAt = performance.now();
    const moved = await runScriptForJson<Moved>('move-to-postgres', [], {
      DATA_DIR: stage.server.dataDir,
      DATABASE_URL: url,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const versions = moved.tables.find(({ table }) => table === 'memory_version')?.rows ?? 0;
    return [
      {
        what: `npm run move-to-postgres of ${count.toLocaleString('en')} memories with ${versionsEach} versions each, 512 bytes`,
        database: `${stage.label} ${stage.databaseVersion}`,
        figure: `${seconds.toFixed(1)} s, ${Math.round(moved.rows / seconds).toLocaleString('en')} rows/s`,
        mustBe: 'printed',
        isMet: versions === count * versionsEach ? null : false,
        detail: `${moved.rows.toLocaleString('en')} rows of ${moved.tables.length} tables, among them ${versions.toLocaleString('en')} versions with their texts; counts and SHA-256 of every table were read back on both sides and are equal, within that time`,
      },
    ];
  } finally {
    await postgres.stop();
  }
}

/** What it takes to grow out of the embedded database: from the command to its word that both sides are the same. */
export function measureMove(size: Size): Promise<Finding[]> {
  return onStage(
    () => startOnEmbedded(settings),
    (stage) => measureOn(stage, size),
  );
}
