import { seedHistory } from './harness/history';
import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { defineSubject, measureLatency } from './harness/rounds';
import { createStore, seedMemories, settle } from './harness/seed';
import { measureGrowth } from './harness/server-memory';
import { startOnPostgres } from './harness/stage';
import type { Stage } from './harness/stage';

const versionsEach = 3;
const sizeBytes = 512;
const maxGrowthMb = 150;

/** The same rows out of the same database by its own fastest way, through a pipe to where they are thrown away. */
function copyOut(stage: Stage, storeId: string): Promise<void> {
  return stage.load(async (run) => {
    await run(
      `COPY (SELECT v.*, c.body FROM memory_version v LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
         WHERE v.workspace_id = '${stage.workspaceId}' AND v.memory_store_id = '${storeId}' ORDER BY v.memory_id, v.number) TO PROGRAM 'cat > /dev/null'`,
    );
  });
}

async function measureOn(stage: Stage, size: Size): Promise<Finding[]> {
  const count = size === 'full' ? 100_000 : 5000;
  const client = stage.connect();
  const storeId = await createStore(client, 'Export');
  await stage.load(async (run) => {
    await seedMemories(run, stage, {
      storeId,
      count,
      sizeBytes,
      path: `'/export/' || lpad(i::text, 8, '0')`,
    });
    await seedHistory(run, stage, { storeId, versionsEach });
    await settle(run);
  });
  const takeOut = () => client.get(`/v1/memory_stores/${storeId}/export`);
  const rounds = await measureLatency(
    [
      defineSubject({ name: 'export', prepare: () => null, run: takeOut }),
      defineSubject({ name: 'copy', prepare: () => null, run: () => copyOut(stage, storeId) }),
    ],
    { warmUpUnits: 1, rounds: 3, units: 1 },
  );
  const growthMb = await measureGrowth(takeOut);
  client.close();
  const what = `export of ${count.toLocaleString('en')} memories with ${versionsEach} versions each`;
  return [
    atMost(stage, 5, {
      what: `${what}: time against COPY … TO of the same rows`,
      ratio: rounds.ratio('export', 'copy'),
      detail: `${inMs(rounds.value('export'))} for the archive over HTTP, ${inMs(rounds.value('copy'))} for COPY`,
    }),
    {
      what: `${what}: growth of the server's memory (${stage.label})`,
      database: `${stage.label} ${stage.databaseVersion}`,
      figure: `${growthMb.toFixed(0)} MB`,
      mustBe: `< ${maxGrowthMb} MB`,
      isMet: growthMb < maxGrowthMb,
      detail: 'the highest of samples during one more export, over what it was just before',
    },
  ];
}

/** What the whole history of a large store costs to take out: time, and memory of the server. */
export function measureExport(size: Size): Promise<Finding[]> {
  return onStage(startOnPostgres, (stage) => measureOn(stage, size));
}
