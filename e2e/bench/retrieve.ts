import { readBarely } from './harness/bare';
import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { defineSubject, measureLatency } from './harness/rounds';
import { createStore, seedMemories, seededId, settle } from './harness/seed';
import { startOnEmbedded, startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { contentBytes, flatPath } from './harness/writers';

const count = 1000;

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const client = stage.connect();
  const storeId = await createStore(client, 'Retrieve');
  await stage.load(async (run) => {
    await seedMemories(run, stage, { storeId, count, sizeBytes: contentBytes, path: flatPath });
    await settle(run);
  });
  const bare = await stage.openBare();
  let turn = 0;
  const nextId = () => seededId('mem', storeId, (turn++ % count) + 1);
  const rounds = await measureLatency(
    [
      defineSubject({
        name: 'retrieve',
        prepare: () => `/v1/memory_stores/${storeId}/memories/${nextId()}`,
        run: (path) => client.get(path),
      }),
      defineSubject({ name: 'empty', prepare: () => '/healthz', run: (path) => client.get(path) }),
      defineSubject({
        name: 'bare',
        prepare: () => ({ workspaceId: stage.workspaceId, memoryId: nextId() }),
        run: (target) => readBarely(bare, target),
      }),
    ],
    size === 'full'
      ? { warmUpUnits: 2000, rounds: 9, units: 300 }
      : { warmUpUnits: 100, rounds: 3, units: 50 },
  );
  await bare.close();
  client.close();
  const [retrieve, empty, read] = ['retrieve', 'empty', 'bare'].map((name) => inMs(rounds.value(name)));
  return atMost(stage, 1.6, {
    what: 'retrieve, 2 kB, one client: p50 against an empty handler and the bare read transaction together',
    ratio: rounds.ratio('retrieve', 'empty', 'bare'),
    detail: `${retrieve} against ${empty} for GET /healthz and ${read} for the bare read`,
  });
}

/** What the product adds to a read beyond its framework's request and its database's transaction. */
export async function measureRetrieve(size: Size): Promise<Finding[]> {
  return [
    await onStage(startOnPostgres, (stage) => measureOn(stage, size)),
    await onStage(startOnEmbedded, (stage) => measureOn(stage, size)),
  ];
}
