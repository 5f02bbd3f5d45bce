import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, expect, inject, test } from 'vitest';

import type { BackedUp } from '@/lib/cli/carry/back-up';
import type { Restored } from '@/lib/cli/carry/restore';
import { createStoreOperation } from '@/lib/stores/schema';
import { createDatabase } from '@/lib/testing/new-database';
import { runScript, runScriptForJson } from '@/lib/testing/run-script';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';
import { listVersionsOperation } from '@/lib/versions/schema';

import { createApi } from '../crash/api';
import type { Api } from '../crash/api';
import { checkAll, checkWholeStore } from '../crash/campaign';
import { openLedger } from '../crash/ledger';
import type { Ledger } from '../crash/ledger';
import { createRandom } from '../crash/random';
import { startWriters } from '../crash/writers';

const timeoutMs = 240_000;
const folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-backups-'));
const key = `plk_${randomBytes(24).toString('hex')}`;
const env = { SEED_DEMO: '0', INIT_API_KEY: key, LIMIT_REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' };
const random = createRandom(5);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type House = { server: SpawnedServer; api: Api; database: Record<string, string> };

/** A server on a database, and what names that database to a command. */
async function openHouse(database: Record<string, string>): Promise<House> {
  const server = await startSpawnedServer({ ...env, ...database });
  return {
    server,
    api: createApi(() => server.url, key),
    database: { DATA_DIR: server.dataDir, ...database },
  };
}

async function write(api: Api, storeId: string, ledger: Ledger, count: number): Promise<void> {
  const wanted = ledger.count() + count;
  const writers = startWriters({ api, storeId, ledger, random, count: 3 });
  while (ledger.count() < wanted) await sleep(5);
  await writers.stop();
}

/** While others write into another store: they are not to notice, and nothing of them is to be half in the backup. */
async function backUpUnderWrites({ api, database }: House, file: string): Promise<BackedUp> {
  const other = await api.call(createStoreOperation, { body: { name: 'meanwhile' } });
  const ledger = openLedger();
  const writers = startWriters({ api, storeId: other.id, ledger, random, count: 2 });
  try {
    return await runScriptForJson<BackedUp>('backup', ['--to', file], database);
  } finally {
    await writers.stop();
    expect(ledger.count()).toBeGreaterThan(0);
    ledger.dispose();
  }
}

async function expectSound(api: Api, storeId: string, ledger: Ledger): Promise<void> {
  const target = { api, storeId };
  expect(await checkAll(target, ledger, ledger.memoryIds())).toEqual([]);
  expect(await checkWholeStore(target, ledger)).toEqual([]);
}

test(
  'what was acknowledged is in a backup taken under writes, from the embedded database to PostgreSQL and back',
  async () => {
    const ledger = openLedger();
    const first = await openHouse({});
    const { id: storeId } = await first.api.call(createStoreOperation, { body: { name: 'kept' } });
    const params = { memory_store_id: storeId };
    await write(first.api, storeId, ledger, 40);
    const page = await first.api.call(listVersionsOperation, { params, query: { limit: 5 } });
    const file = path.join(folder, 'embedded.backup.gz');
    const made = await backUpUnderWrites(first, file);
    await first.server.dispose();

    const url = await createDatabase(inject('postgresAdminUrl'));
    const secondDir = mkdtempSync(path.join(folder, 'second-'));
    const place = { DATABASE_URL: url, DATA_DIR: secondDir };
    const restored = await runScriptForJson<Restored>('restore', [file], place);
    expect(restored.tables).toEqual(made.tables);
    const second = await openHouse(place);
    await expectSound(second.api, storeId, ledger);
    const next = await second.api.call(listVersionsOperation, {
      params,
      query: { limit: 5, page: page.next_page ?? '' },
    });
    expect(next.data).toHaveLength(5);
    await write(second.api, storeId, ledger, 20);
    const again = path.join(folder, 'postgres.backup.gz');
    await backUpUnderWrites(second, again);
    const over = await runScript('restore', [again], place);
    expect(over.code).toBe(4);
    expect(over.errors).toMatch(/is not empty/);
    await second.server.dispose();

    const third = { DATA_DIR: mkdtempSync(path.join(folder, 'third-')) };
    await runScriptForJson<Restored>('restore', [again], third);
    const house = await openHouse(third);
    await expectSound(house.api, storeId, ledger);
    await write(house.api, storeId, ledger, 10);
    await expectSound(house.api, storeId, ledger);
    await house.server.dispose();
    ledger.dispose();
  },
  timeoutMs,
);
