import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from './harness/client';
import { inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { createStore, seedMemories, settle } from './harness/seed';
import { startOnEmbedded } from './harness/stage';
import type { Stage } from './harness/stage';
import { percentile } from './harness/statistics';
import { contentBytes, flatPath, writeOverHttp } from './harness/writers';

const writers = 16;
const memoriesEach = 50;
const pollEveryMs = 5;

async function poll(client: Client, isOver: () => boolean): Promise<number[]> {
  const latencies: number[] = [];
  while (!isOver()) {
    const startedAt = performance.now();
    await client.get('/healthz');
    latencies.push(performance.now() - startedAt);
    await sleep(pollEveryMs);
  }
  return latencies;
}

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const client = stage.connect(writers);
  const poller = stage.connect();
  const storeId = await createStore(client, 'Event loop');
  await stage.load(async (run) => {
    await seedMemories(run, stage, {
      storeId,
      count: writers * memoriesEach,
      sizeBytes: contentBytes,
      path: flatPath,
    });
    await settle(run);
  });
  const write = Array.from({ length: writers }, (_, index) =>
    writeOverHttp(client, { storeId, from: index * memoriesEach + 1, count: memoriesEach }),
  );
  let written = 0;
  const writeUntil = async ({ prepare, write: act }: ReturnType<typeof writeOverHttp>, endAt: number) => {
    while (performance.now() < endAt) {
      await act(prepare());
      written += 1;
    }
  };
  const writeFor = (durationMs: number) => {
    const endAt = performance.now() + durationMs;
    return Promise.all(write.map((writer) => writeUntil(writer, endAt)));
  };
  await writeFor(size === 'full' ? 15_000 : 1000);
  written = 0;
  let isOver = false;
  const durationMs = size === 'full' ? 20_000 : 3000;
  const writing = writeFor(durationMs).finally(() => (isOver = true));
  const [latencies] = await Promise.all([poll(poller, () => isOver), writing]);
  client.close();
  poller.close();
  return {
    what: `longest wait for GET /healthz on a connection of its own while ${writers} clients write (${stage.label})`,
    database: `${stage.label} ${stage.databaseVersion}`,
    figure: inMs(Math.max(...latencies)),
    mustBe: 'printed',
    isMet: null,
    detail: `asked every ${pollEveryMs} ms, ${latencies.length} times; p50 ${inMs(percentile(latencies, 0.5))}, p99 ${inMs(percentile(latencies, 0.99))}; ${((written / durationMs) * 1000).toFixed(0)} writes/s meanwhile`,
  };
}

/** How long the server's one thread is held up at most, seen from outside: the embedded database works on that thread. */
export async function measureEventLoop(size: Size): Promise<Finding[]> {
  return [await onStage(startOnEmbedded, (stage) => measureOn(stage, size))];
}
