import { setTimeout as sleep } from 'node:timers/promises';

import { openSignedIn } from './harness/browser';
import type { Client } from './harness/client';
import { atLeast, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { watchNotices } from './harness/notices';
import { measureThroughput } from './harness/rounds';
import { createStore, seedMemories, settle } from './harness/seed';
import { startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { percentile } from './harness/statistics';
import { contentBytes, flatPath, writeOverHttp } from './harness/writers';

const pages = 50;
const clients = 16;
const memoriesEach = 50;
const writesASecond = 100;
const limitMs = 1000;
const patienceMs = 30_000;
const owner = { email: 'bench@example.org', password: 'twelve characters or more' };

const now = () => performance.timeOrigin + performance.now();

/** As many streams as open pages that share none would make. Resolves to how to close them. */
async function openStreams(client: Client): Promise<() => void> {
  const closers = await Promise.all(Array.from({ length: pages }, () => client.listen('/v1/events')));
  return () => {
    for (const close of closers) close();
  };
}

async function seed(stage: Stage, client: Client) {
  const storeId = await createStore(client, 'Live');
  await stage.load(async (run) => {
    const count = clients * memoriesEach;
    await seedMemories(run, stage, { storeId, count, sizeBytes: contentBytes, path: flatPath });
    await settle(run);
  });
  const writers = Array.from({ length: clients }, (_, index) =>
    writeOverHttp(client, { storeId, from: index * memoriesEach + 1, count: memoriesEach }),
  );
  return { storeId, write: (index: number) => writers[index]!.write(writers[index]!.prepare()) };
}

/** Sends so many writes a second, from all clients in turn. Resolves to when each was sent, which is before it was committed. */
async function writeSteadily(write: (client: number) => Promise<unknown>, count: number): Promise<number[]> {
  const startedAt = now();
  const sent: number[] = [];
  const runClient = async (client: number) => {
    for (let turn = client; turn < count; turn += clients) {
      await sleep(Math.max(0, startedAt + (turn * 1000) / writesASecond - now()));
      sent.push(now());
      await write(client);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => runClient(client)));
  return sent.toSorted((a, b) => a - b);
}

type Seeded = Awaited<ReturnType<typeof seed>>;

/** In a real page, while all others are streams that are taken in and not looked at. */
async function measureNotice(
  stage: Stage,
  client: Client,
  { storeId, write }: Seeded,
  count: number,
): Promise<Finding> {
  const { context, root, close } = await openSignedIn(stage.server.url, owner);
  const page = await context.newPage();
  await page.goto(`${root}/stores/${storeId}`);
  await page.locator('[data-live="live"]').waitFor();
  const notices = await watchNotices(page);
  const closeStreams = await openStreams(client);
  const sent = await writeSteadily(write, count);
  const shown = await notices.untilCounted(count, patienceMs);
  closeStreams();
  await close();
  const waits = sent.map((sentAt, index) => shown.find((each) => each.count > index)!.atMs - sentAt);
  const figure = percentile(waits, 0.95);
  const rate = (count / (sent.at(-1)! - sent[0]!)) * 1000;
  return {
    what: `an SDK write to the notice in an open page, ${pages} streams open, p95 (${stage.label})`,
    database: `${stage.label} ${stage.databaseVersion}, Chromium`,
    figure: `${figure.toFixed(0)} ms`,
    mustBe: `<= ${limitMs} ms`,
    isMet: figure <= limitMs,
    detail: `${count} writes, ${rate.toFixed(0)} a second, from the moment each was sent until the frame that counts it; p50 ${percentile(waits, 0.5).toFixed(0)} ms, longest ${Math.max(...waits).toFixed(0)} ms`,
  };
}

async function measureCost(stage: Stage, client: Client, { write }: Seeded, size: Size): Promise<Finding> {
  const rounds = await measureThroughput(
    [
      { name: 'with', act: write, setUp: () => openStreams(client) },
      { name: 'without', act: write },
    ],
    size === 'full'
      ? { warmUpUnits: 8000, rounds: 9, clients, durationMs: 3000 }
      : { warmUpUnits: 160, rounds: 3, clients, durationMs: 1000 },
  );
  return atLeast(stage, 0.85, {
    what: `writes a second with 16 clients: ${pages} streams open against none`,
    ratio: rounds.ratio('with', 'without'),
    detail: `${rounds.value('with').toFixed(0)} and ${rounds.value('without').toFixed(0)} writes a second`,
  });
}

/** How soon a page says what was written, and what that costs those who write. */
export function measureLive(size: Size): Promise<Finding[]> {
  const env = { INIT_OWNER_EMAIL: owner.email, INIT_OWNER_PASSWORD: owner.password };
  return onStage(
    () => startOnPostgres(env),
    async (stage) => {
      const client = stage.connect(clients);
      const seeded = await seed(stage, client);
      const cost = await measureCost(stage, client, seeded, size);
      const notice = await measureNotice(stage, client, seeded, size === 'full' ? 3000 : 300);
      client.close();
      return [notice, cost];
    },
  );
}
