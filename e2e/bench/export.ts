import { atMost, inMs, onStage } from './harness/measurement';
import type { Finding, Size } from './harness/measurement';
import { defineSubject, measureLatency } from './harness/rounds';
import { createStore, seedMemories, settle } from './harness/seed';
import { measureGrowth } from './harness/server-memory';
import { startOnPostgres } from './harness/stage';
import type { Run, Stage } from './harness/stage';

const versionsEach = 3;
const sizeBytes = 512;
const maxGrowthMb = 150;

/** Gives every memory of the store a history: the same text again and again, under further versions. */
async function seedHistory(run: Run, stage: Stage, storeId: string): Promise<void> {
  for (let number = 2; number <= versionsEach; number += 1) {
    const values = [stage.workspaceId, storeId, number];
    await run('SET session_replication_role = replica');
    await run(
      `INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes, actor_type, actor_id, trust_tier, recorded_at)
         SELECT workspace_id, id || $3::int, memory_store_id, memory_id, $3, 'modified', path, content_sha256, content_size_bytes, actor_type, actor_id, trust_tier, recorded_at + $3
         FROM memory_version WHERE workspace_id = $1 AND memory_store_id = $2 AND number = 1`,
      values,
    );
    await run(
      `INSERT INTO memory_content (workspace_id, memory_version_id, body)
         SELECT c.workspace_id, v.id || $3::int, c.body FROM memory_version v JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
         WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.number = 1`,
      values,
    );
    await run(
      `UPDATE memory m SET version_number = $3, head_version_id = v.id, served_version_id = v.id, updated_at = v.recorded_at
         FROM memory_version v WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND v.workspace_id = $1 AND v.memory_id = m.id AND v.number = $3`,
      values,
    );
    await run('SET session_replication_role = origin');
  }
}

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
    await seedHistory(run, stage, storeId);
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
