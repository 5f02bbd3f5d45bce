import { randomBytes } from 'node:crypto';

import { systemActor } from '@/lib/auth/actor';
import { getDatabase, setDatabase } from '@/lib/db/database';
import { openPostgres } from '@/lib/db/postgres';
import { retrieveOverview } from '@/lib/overview/read';
import { explainNested } from '@/lib/testing/nested-plan';

import { openSignedIn } from './harness/browser';
import { describeBusy, makeBusy } from './harness/busy';
import type { Busy } from './harness/busy';
import { growForests } from './harness/forest';
import { inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { timeOpening } from './harness/opening';
import { createStore, settle } from './harness/seed';
import { readServerTimes } from './harness/server-times';
import { startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { median, percentile } from './harness/statistics';

const limits = { serverMs: 100, paintedMs: 400 };
const otherStores = 49;
const readsEach = 5;

const owner = { email: 'owner@bench.local', password: randomBytes(24).toString('base64url') };
const settings = { INIT_OWNER_EMAIL: owner.email, INIT_OWNER_PASSWORD: owner.password };

async function makeWeek(stage: Stage, size: Size): Promise<Busy> {
  const client = stage.connect();
  const [forest] = await growForests(stage, client, [size === 'full' ? 1_000_000 : 50_000]);
  const { storeId, count } = forest!;
  const storeIds = [storeId];
  for (let made = 0; made < otherStores; made += 1) storeIds.push(await createStore(client, `Busy ${made}`));
  client.close();
  const busy = { storeIds, memories: count, reads: count * readsEach };
  await stage.load(async (run) => {
    await makeBusy(run, stage, busy);
    await settle(run);
  });
  return busy;
}

/** The plans of all that one look reads, under the application's role. */
async function describePlans(stage: Stage): Promise<string> {
  if (stage.adminUrl === null) return '';
  setDatabase(await openPostgres({ url: stage.adminUrl, poolSize: 1, onConnectionError: () => undefined }));
  try {
    const read = () => retrieveOverview(systemActor(stage.workspaceId, 'bench'));
    const plans = await explainNested(stage.adminUrl, /memory_store s|destructive_change/, read);
    return `; the plans, as the application's role:\n\n\`\`\`\n${plans}\n\`\`\`\n`;
  } finally {
    await getDatabase().close();
    setDatabase(undefined);
  }
}

async function measureServer(stage: Stage, busy: Busy, looks: number): Promise<Finding> {
  const client = stage.connect();
  for (let look = 0; look < looks + 20; look += 1) await client.get('/v1/overview');
  const times = await readServerTimes(stage, '/v1/overview', looks);
  client.close();
  const p95 = percentile(times, 0.95);
  return {
    what: `the overview of a workspace of ${busy.memories.toLocaleString('en')} memories and ${busy.reads.toLocaleString('en')} recorded reads: the server's own time, p95`,
    database: `${stage.label} ${stage.databaseVersion}`,
    figure: inMs(p95),
    mustBe: `<= ${inMs(limits.serverMs)}`,
    isMet: p95 <= limits.serverMs,
    detail: `${describeBusy(busy)}; as the server logs it for a request, of ${looks}: p50 ${inMs(percentile(times, 0.5))}, longest ${inMs(Math.max(...times))}${await describePlans(stage)}`,
  };
}

async function measurePainted(stage: Stage, rounds: number): Promise<Finding> {
  const signedIn = await openSignedIn(stage.server.url, owner);
  try {
    const opened = await timeOpening({ ...signedIn, rounds }, signedIn.root, 'main [data-hit]');
    const values = opened.map(({ tookMs }) => tookMs);
    const figure = median(values);
    return {
      what: 'the same, navigation to the page painted, warm',
      database: `${stage.label} ${stage.databaseVersion}, Chromium`,
      figure: inMs(figure),
      mustBe: `<= ${inMs(limits.paintedMs)}`,
      isMet: figure <= limits.paintedMs,
      detail: `median of ${values.map((value) => Math.round(value)).join(', ')}; ${opened[0]?.nodes ?? 0} nodes`,
    };
  } finally {
    await signedIn.close();
  }
}

/** Whether the first page costs what it shows, not what there is. */
export function measureOverview(size: Size): Promise<Finding[]> {
  const isFull = size === 'full';
  return onStage(
    () => startOnPostgres(settings),
    async (stage) => {
      const busy = await makeWeek(stage, size);
      return [
        await measureServer(stage, busy, isFull ? 200 : 30),
        await measurePainted(stage, isFull ? 9 : 3),
      ];
    },
  );
}
