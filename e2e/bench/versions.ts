import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { defineSubject, measureLatency } from './harness/rounds';
import { createStore, seedMemories, seedVersions, seededId, settle } from './harness/seed';
import { startOnEmbedded, startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';
import { contentBytes, flatPath } from './harness/writers';

const histories = { short: { number: 1, versions: 100 }, long: { number: 2, versions: 10_000 } };
type Name = keyof typeof histories;

async function measureOn(stage: Stage, size: Size): Promise<Finding> {
  const client = stage.connect();
  const storeId = await createStore(client, 'Versions');
  await stage.load(async (run) => {
    await seedMemories(run, stage, { storeId, count: 1000, sizeBytes: contentBytes, path: flatPath });
    for (const history of Object.values(histories))
      await seedVersions(run, stage, { storeId, sizeBytes: contentBytes, ...history });
    await settle(run);
  });
  const list = (name: Name) =>
    defineSubject({
      name,
      prepare: () =>
        `/v1/memory_stores/${storeId}/memory_versions?memory_id=${seededId('mem', storeId, histories[name].number)}`,
      run: (path) => client.get(path),
    });
  const rounds = await measureLatency(
    [list('long'), list('short')],
    size === 'full'
      ? { warmUpUnits: 1000, rounds: 9, units: 200 }
      : { warmUpUnits: 50, rounds: 3, units: 30 },
  );
  client.close();
  return atMost(stage, 1.5, {
    what: 'a page of the version list of a memory with 10,000 versions: p50 against one with 100',
    ratio: rounds.ratio('long', 'short'),
    detail: `${inMs(rounds.value('long'))} against ${inMs(rounds.value('short'))}`,
  });
}

/** Whether a page of history costs what the page holds, not what the history holds. */
export async function measureVersions(size: Size): Promise<Finding[]> {
  return [
    await onStage(startOnPostgres, (stage) => measureOn(stage, size)),
    await onStage(startOnEmbedded, (stage) => measureOn(stage, size)),
  ];
}
