import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { setDatabase } from '@/lib/db/database';
import { openEmbedded } from '@/lib/db/embedded';
import { openPostgres } from '@/lib/db/postgres';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { live, makeFolder, placeOf } from '@/lib/testing/carried';
import { runChildScript } from '@/lib/testing/child-script';
import { isEmbedded } from '@/lib/testing/database';
import { createDatabase } from '@/lib/testing/new-database';
import { makeOwnDatabase } from '@/lib/testing/own-database';

import { backUp } from './back-up';
import type { BackedUp } from './back-up';
import { moveToPostgres } from './move-to-postgres';
import type { Place } from './open-database';
import { restore } from './restore';

const terminal = { progress: () => undefined };
const now = new Date('2026-11-29T12:00:00Z');
const timeout = 120_000;
const folder = makeFolder();
const file = path.join(folder, 'killed.backup.gz');

let made: BackedUp;

beforeAll(async () => {
  const own = await makeOwnDatabase();
  const database = await own.open();
  setDatabase(database);
  await startQueue();
  await live();
  made = await backUp(placeOf(own), { file, terminal, now });
  await stopQueue();
  setDatabase(undefined);
  await database.close();
  await own.dispose();
}, timeout);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that says a word when it has dealt with so many slices, and stands still there to be killed. */
const standStill = `
  let slices = 0;
  const terminal = {
    progress: (text) => {
      if (!/^(Restored|Moved) /.test(text) || ++slices < Number(process.argv[1])) return;
      console.log(text);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };`;
const restoring = `${standStill}
  const { restore } = await import('./lib/cli/carry/restore.ts');
  await restore(JSON.parse(process.argv[2]), { file: process.argv[3], terminal });`;
const moving = `${standStill}
  const { moveToPostgres } = await import('./lib/cli/carry/move-to-postgres.ts');
  const [, , dataDir, url] = process.argv;
  await moveToPostgres({ dataDir, url, terminal, now: new Date() });`;

async function killAfter(slices: number, text: string, args: readonly string[]): Promise<void> {
  const child = runChildScript(text, [String(slices), ...args]);
  expect(await child.firstOutput).toMatch(/rows/);
  expect(await child.kill9()).toBeNull();
}

function start({ url, dataDir }: Place) {
  return url === undefined
    ? openEmbedded(dataDir)
    : openPostgres({ url, poolSize: 2, onConnectionError: () => undefined });
}

test('a restore that is killed leaves a database that no start takes, and goes on', { timeout }, async () => {
  const dataDir = makeFolder();
  const place = isEmbedded ? { dataDir } : { dataDir, url: await createDatabase(inject('postgresAdminUrl')) };
  await killAfter(5, restoring, [JSON.stringify(place), file]);
  await expect(start(place)).rejects.toThrow(/only partly filled/);
  expect((await restore(place, { file, terminal })).tables).toEqual(made.tables);
  await (await start(place)).close();
});

describe.skipIf(isEmbedded)('a move to PostgreSQL', () => {
  let dataDir: string;
  let url: string;
  const move = () => moveToPostgres({ dataDir, url, adminUrl: undefined, terminal, now });

  beforeAll(async () => {
    dataDir = makeFolder();
    await restore({ dataDir }, { file, terminal });
    url = await createDatabase(inject('postgresAdminUrl'));
  }, timeout);

  test('killed again and again, it goes on and ends with everything', { timeout }, async () => {
    for (const slices of [1, 6]) await killAfter(slices, moving, [dataDir, url]);
    await expect(start({ dataDir })).rejects.toThrow(/is being moved to PostgreSQL/);
    await expect(start({ dataDir, url })).rejects.toThrow(/only partly filled/);
    const moved = await move();
    expect(moved.resumed_after).toBeGreaterThan(0);
    expect(moved.tables).toEqual(made.tables);
    expect(moved.to).not.toContain(new URL(url).password);
    await (await start({ dataDir, url })).close();
  });

  test('then the folder refuses to be started, and says where its data is', async () => {
    await expect(start({ dataDir })).rejects.toThrow(/was moved on 2026-11-29 to PostgreSQL \(127\.0\.0\.1/);
    const copy = path.join(folder, `${randomBytes(4).toString('hex')}.backup.gz`);
    expect((await backUp({ dataDir }, { file: copy, terminal, now })).tables).toEqual(made.tables);
  });

  test('nothing is moved into what is not empty', async () => {
    await expect(move()).rejects.toThrow(/is not empty/);
  });
});
