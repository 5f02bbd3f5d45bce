import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from './harness/client';
import { packFolder } from './harness/folder-archive';
import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { proseAt } from './harness/prose';
import { createStore } from './harness/seed';
import { startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { median } from './harness/statistics';

const sizeBytes = 2048;
const filesPerFolder = 100;
const rounds = { full: 3, small: 2 };
const settings = { LIMIT_MEMORIES_PER_STORE: '200000', RUN_WORKER: '0' };

async function time(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

type File = { name: string; content: Buffer };

function makeFiles(count: number): File[] {
  return Array.from({ length: count }, (_, index) => {
    const folder = String(Math.floor(index / filesPerFolder)).padStart(5, '0');
    const name = `notes-${folder}/note-${String(index % filesPerFolder).padStart(3, '0')}.md`;
    return { name, content: Buffer.from(proseAt(index + 1, sizeBytes)) };
  });
}

/** What COPY reads: one line a file, as PostgreSQL itself writes it. */
function toCopyText(files: readonly File[]): string {
  const escaped = (text: string) =>
    text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return files.map(({ name, content }) => `${name}\t${escaped(content.toString())}\n`).join('');
}

type Listing = { data: { id: string; path: string }[] };

/** Every memory is there for whoever reads when the answer comes: the store counts them, and the last one is read with its text. */
async function importAll(client: Client, storeId: string, archive: Buffer, files: readonly File[]) {
  const answer = await client.upload(`/v1/memory_stores/${storeId}/import`, archive, 'application/gzip');
  const { status, memory_count: count } = JSON.parse(answer.text) as { status: string; memory_count: number };
  if (status !== 'completed' || count !== files.length)
    throw new Error(`The import ended so: ${answer.text}`);
  const last = files.at(-1)!;
  const memories = `/v1/memory_stores/${storeId}/memories`;
  const listing = new URLSearchParams({ path_prefix: `/${path.dirname(last.name)}/`, limit: '100' });
  const { data } = JSON.parse((await client.get(`${memories}?${listing.toString()}`)).text) as Listing;
  const { id } = data.find((memory) => memory.path === `/${last.name}`) ?? {};
  const found = JSON.parse((await client.get(`${memories}/${id}`)).text) as { content: string };
  if (found.content !== last.content.toString()) throw new Error('What was imported last is not there.');
}

const watchedMs = 30_000;

/** How many memories a second become findable once the jobs run: they rest as long as they work. */
async function measureCatchUp(stage: Stage): Promise<number> {
  const countFindable = async () => {
    let count = 0;
    await stage.load(async (run) => {
      const [row] = await run('SELECT count(*)::int AS count FROM search_text');
      count = Number(row?.['count']);
    });
    return count;
  };
  await stage.server.restart({ RUN_WORKER: '1' });
  const [before, startedAt] = [await countFindable(), performance.now()];
  await sleep(watchedMs);
  return ((await countFindable()) - before) / ((performance.now() - startedAt) / 1000);
}

/** A table like any that such a folder would be loaded into: its paths are its key. */
function emptyCopied(stage: Stage): Promise<void> {
  return stage.load(async (run) => {
    await run('DROP TABLE IF EXISTS copied');
    await run('CREATE TABLE copied (path text PRIMARY KEY, content text NOT NULL)');
    await run('CHECKPOINT');
  });
}

async function measureOn(stage: Stage, size: Size, folder: string): Promise<Finding> {
  const count = size === 'full' ? 100_000 : 5000;
  const files = makeFiles(count);
  const archive = packFolder(files);
  const copied = path.join(folder, 'copied.txt');
  writeFileSync(copied, toCopyText(files), { mode: 0o644 });
  const client = stage.connect();
  const importOnce = async () => importAll(client, await createStore(client, 'Import'), archive, files);
  const copyOnce = () => stage.load(async (run) => void (await run(`COPY copied FROM '${copied}'`)));
  const samples: { imported: number; copied: number }[] = [];
  for (let round = 0; round < rounds[size]; round += 1) {
    await emptyCopied(stage);
    samples.push({ imported: await time(importOnce), copied: await time(copyOnce) });
  }
  const perSecond = await measureCatchUp(stage);
  client.close();
  const [imported, copy] = [
    median(samples.map((each) => each.imported)),
    median(samples.map((each) => each.copied)),
  ];
  return atMost(stage, 6, {
    what: `import of a folder of ${count.toLocaleString('en')} files, 2 kB each, until every one is retrievable: time against COPY of the same into one table`,
    ratio: median(samples.map((each) => each.imported / each.copied)),
    detail: `${inMs(imported)} from the upload of the .tar.gz to the answer, ${inMs(copy)} for COPY, median of ${samples.length}; search, whose jobs waited, then caught up at ${perSecond.toFixed(0)} memories a second`,
  });
}

/** What bringing a large folder in costs, against the database's own fastest way for the same texts. */
export async function measureImport(size: Size): Promise<Finding[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-bench-'));
  chmodSync(folder, 0o755);
  try {
    return [
      await onStage(
        () => startOnPostgres(settings),
        (stage) => measureOn(stage, size, folder),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
