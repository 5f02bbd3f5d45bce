import { performance } from 'node:perf_hooks';

import type { Client } from './harness/client';
import { inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { createStore, seedMemories, seededId, settle } from './harness/seed';
import { startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { median } from './harness/statistics';
import { contentBytes, flatPath } from './harness/writers';

const limitMs = 1000;
const rounds = 15;
const changeCount = 1000;
const kinds = ['added', 'removed', 'moved', 'changed'] as const;

/** One of every ten changes is a new memory, one a deletion, one a move, and the others are new texts; all over the store. */
function kindOf(turn: number): (typeof kinds)[number] {
  return kinds[Math.min(turn % 10, kinds.length - 1)]!;
}

async function change(client: Client, memories: { storeId: string; count: number }): Promise<void> {
  const root = `/v1/memory_stores/${memories.storeId}/memories`;
  const step = Math.floor(memories.count / changeCount);
  for (let turn = 0; turn < changeCount; turn += 1) {
    const memory = `${root}/${seededId('mem', memories.storeId, turn * step + 1)}`;
    const kind = kindOf(turn);
    if (kind === 'removed') await client.remove(memory);
    else if (kind === 'moved') await client.post(memory, { path: `/moved/${turn}.md` });
    else if (kind === 'added') await client.post(root, { path: `/new/${turn}.md`, content: `new ${turn}` });
    else await client.post(memory, { content: `changed ${turn}\n`.padEnd(contentBytes, 'and more; ') });
  }
}

type Written = { created_at: string };
type Difference = { counts: Record<string, number>; data: unknown[]; next_page: string | null };

async function list(client: Client, storeId: string, from: string): Promise<void> {
  const store = { type: 'memory_store', memory_store_id: storeId };
  const body = { type: 'memory_stores', from: { ...store, at: from }, to: store, limit: changeCount };
  const { text } = await client.post('/v1/memory_diffs', body);
  const { data, counts } = JSON.parse(text) as Difference;
  if (data.length !== changeCount)
    throw new Error(`The difference is another one: ${JSON.stringify(counts)}`);
}

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const count = size === 'full' ? 100_000 : 10_000;
  const client = stage.connect();
  const storeId = await createStore(client, 'Difference');
  await stage.load(async (run) => {
    await seedMemories(run, stage, { storeId, count, sizeBytes: contentBytes, path: flatPath });
    await settle(run);
  });
  const body = { path: '/before.md', content: 'written before everything else' };
  const before = await client.post(`/v1/memory_stores/${storeId}/memories`, body);
  const { created_at: from } = JSON.parse(before.text) as Written;
  await change(client, { storeId, count });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await list(client, storeId, from);
    times.push(performance.now() - startedAt);
  }
  client.close();
  return {
    what: `difference of a store of ${count.toLocaleString('en')} memories at two instants with ${changeCount.toLocaleString('en')} changes, all of them listed (${stage.label})`,
    database: `${stage.label} ${stage.databaseVersion}`,
    figure: inMs(median(times)),
    mustBe: `<= ${inMs(limitMs)}`,
    isMet: median(times) <= limitMs,
    detail: `over HTTP, median of ${rounds}, longest ${inMs(Math.max(...times))}; 100 added, 100 removed, 100 moved, 700 changed, written through the API`,
  };
}

/** What it costs to see everything that changed in a large store since an instant. */
export async function measureDifference(size: Size): Promise<Finding[]> {
  return [
    await onStage(
      () => startOnPostgres({ LIMIT_MEMORIES_PER_STORE: '200000' }),
      (stage) => measureOn(stage, size),
    ),
  ];
}
