import { explainFolder } from './harness/explain';
import { entriesOfFolder, folderOf, growForests } from './harness/forest';
import type { Forest } from './harness/forest';
import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { findMillion } from './harness/million';
import { defineSubject, measureLatency } from './harness/rounds';
import { startOnEmbedded } from './harness/stage';
import type { Stage } from './harness/stage';

async function measureOn(
  stage: Stage,
  size: Size,
  forests: { small: Forest; large: Forest },
): Promise<Finding> {
  const client = stage.connect();
  const open = (name: 'small' | 'large') => {
    const forest = forests[name];
    let team = 0;
    return defineSubject({
      name,
      prepare: () => {
        const query = new URLSearchParams({
          path_prefix: folderOf(forest, team++),
          depth: '1',
          limit: String(entriesOfFolder),
        });
        return `/v1/memory_stores/${forest.storeId}/memories?${query.toString()}`;
      },
      run: (path) => client.get(path),
    });
  };
  const rounds = await measureLatency(
    [open('large'), open('small')],
    size === 'full' ? { warmUpUnits: 500, rounds: 9, units: 100 } : { warmUpUnits: 20, rounds: 3, units: 20 },
  );
  client.close();
  const plan =
    stage.adminUrl === null ? '' : await explainFolder(stage.adminUrl, stage.workspaceId, forests.large);
  return atMost(stage, 1.5, {
    what: `opening a folder of ${entriesOfFolder} entries: p50 in a store of ${forests.large.count.toLocaleString('en')} memories against one of ${forests.small.count.toLocaleString('en')}`,
    ratio: rounds.ratio('large', 'small'),
    detail: `${inMs(rounds.value('large'))} against ${inMs(rounds.value('small'))}${plan}`,
  });
}

/** Whether opening a folder costs what the folder holds, not what the store holds. */
export async function measureFolder(size: Size): Promise<Finding[]> {
  const { stage, ...forests } = await findMillion(size);
  const onPostgres = await measureOn(stage, size, forests);
  const onEmbedded = await onStage(startOnEmbedded, async (embedded) => {
    const client = embedded.connect();
    const [small, large] = await growForests(
      embedded,
      client,
      size === 'full' ? [10_000, 100_000] : [2_000, 10_000],
    );
    client.close();
    return measureOn(embedded, size, { small: small!, large: large! });
  });
  return [onPostgres, onEmbedded];
}
