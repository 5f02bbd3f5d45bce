import { onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { measureThroughput } from './harness/rounds';
import { createStore, seedMemories, seededId, settle } from './harness/seed';
import { startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { contentBytes, flatPath } from './harness/writers';

const clients = 16;
const count = 1000;

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const second = await stage.startBeside?.();
  if (!second) throw new Error('Two servers need a database that lets both in.');
  const all = stage.connect(clients);
  const halves = [stage.connect(clients / 2), second.connect(clients / 2)] as const;
  const storeId = await createStore(all, 'Two webs');
  await stage.load(async (run) => {
    await seedMemories(run, stage, { storeId, count, sizeBytes: contentBytes, path: flatPath });
    await settle(run);
  });
  let turn = 0;
  const nextPath = () =>
    `/v1/memory_stores/${storeId}/memories/${seededId('mem', storeId, (turn++ % count) + 1)}`;
  const rounds = await measureThroughput(
    [
      { name: 'one', act: () => all.get(nextPath()) },
      { name: 'two', act: (client) => halves[client % 2 === 0 ? 0 : 1].get(nextPath()) },
    ],
    size === 'full'
      ? { warmUpUnits: 8000, rounds: 9, clients, durationMs: 3000 }
      : { warmUpUnits: 160, rounds: 3, clients, durationMs: 1000 },
  );
  for (const client of [all, ...halves]) client.close();
  await second.close();
  return {
    what: 'retrieve with 16 clients: requests/s of two web processes against one (PostgreSQL)',
    database: `${stage.label} ${stage.databaseVersion}`,
    figure: rounds.ratio('two', 'one').toFixed(3),
    mustBe: 'printed',
    isMet: null,
    detail: `${rounds.value('two').toFixed(0)} requests/s by two, ${rounds.value('one').toFixed(0)} by one; the database and the clients share the machine`,
  };
}

/** What a second web process on the same machine and database adds. */
export async function measureTwoWebs(size: Size): Promise<Finding[]> {
  return [await onStage(startOnPostgres, (stage) => measureOn(stage, size))];
}
