import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { defineSubject, measureLatency } from './harness/rounds';
import { createStore, seedMemories, settle } from './harness/seed';
import { startOnEmbedded, startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { contentBytes, flatPath, writeBarely, writeOverHttp } from './harness/writers';

const half = 100;

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const client = stage.connect();
  const storeId = await createStore(client, 'Update');
  await stage.load(async (run) => {
    await seedMemories(run, stage, { storeId, count: 2 * half, sizeBytes: contentBytes, path: flatPath });
    await settle(run);
  });
  const bare = await stage.openBare();
  const overHttp = writeOverHttp(client, { storeId, from: 1, count: half });
  const barely = writeBarely(bare, stage, { storeId, from: half + 1, count: half });
  const rounds = await measureLatency(
    [
      defineSubject({ name: 'http', prepare: overHttp.prepare, run: overHttp.write }),
      defineSubject({ name: 'bare', prepare: barely.prepare, run: barely.write }),
    ],
    size === 'full'
      ? { warmUpUnits: 2000, rounds: 9, units: 300 }
      : { warmUpUnits: 100, rounds: 3, units: 50 },
  );
  await bare.close();
  client.close();
  return atMost(stage, 2, {
    what: 'update with a precondition, 2 kB, one client: p50 against the bare transaction',
    ratio: rounds.ratio('http', 'bare'),
    detail: `${inMs(rounds.value('http'))} over HTTP, ${inMs(rounds.value('bare'))} bare`,
  });
}

/** What the whole way of a write, from the request to the answer, adds to the time that the database takes for its rows. */
export async function measureUpdate(size: Size): Promise<Finding[]> {
  return [
    await onStage(startOnPostgres, (stage) => measureOn(stage, size)),
    await onStage(startOnEmbedded, (stage) => measureOn(stage, size)),
  ];
}
