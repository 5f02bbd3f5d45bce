import { atLeast, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { measureThroughput } from './harness/rounds';
import { createStore, seedMemories, settle } from './harness/seed';
import { startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { contentBytes, flatPath, writeBarely, writeOverHttp } from './harness/writers';

const clients = 16;
const memoriesEach = 50;

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const client = stage.connect(clients);
  const storeId = await createStore(client, 'Crowd');
  await stage.load(async (run) => {
    const count = 2 * clients * memoriesEach;
    await seedMemories(run, stage, { storeId, count, sizeBytes: contentBytes, path: flatPath });
    await settle(run);
  });
  const connections = await Promise.all(Array.from({ length: clients }, () => stage.openBare()));
  const rangeOf = (turn: number) => ({ storeId, from: turn * memoriesEach + 1, count: memoriesEach });
  const overHttp = connections.map((_, index) => writeOverHttp(client, rangeOf(index)));
  const barely = connections.map((bare, index) => writeBarely(bare, stage, rangeOf(clients + index)));
  const rounds = await measureThroughput(
    [
      { name: 'http', act: (index) => overHttp[index]!.write(overHttp[index]!.prepare()) },
      { name: 'bare', act: (index) => barely[index]!.write(barely[index]!.prepare()) },
    ],
    size === 'full'
      ? { warmUpUnits: 8000, rounds: 9, clients, durationMs: 3000 }
      : { warmUpUnits: 160, rounds: 3, clients, durationMs: 1000 },
  );
  await Promise.all(connections.map((bare) => bare.close()));
  client.close();
  return atLeast(stage, 0.55, {
    what: 'the same with 16 clients: requests/s against bare transactions/s',
    ratio: rounds.ratio('http', 'bare'),
    detail: `${rounds.value('http').toFixed(0)} requests/s, ${rounds.value('bare').toFixed(0)} bare transactions/s`,
  });
}

/** How much of the database's throughput is left when 16 clients write through the server, each its own memories of one store. */
export async function measureCrowd(size: Size): Promise<Finding[]> {
  return [await onStage(startOnPostgres, (stage) => measureOn(stage, size))];
}
