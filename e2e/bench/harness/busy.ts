import type { Run, Stage } from './stage';

/** A workspace after a week in which much happened, as far as the overview could be slowed down by it. */
export type Busy = {
  /** The large store first; the others hold nothing but counters. */
  storeIds: readonly string[];
  memories: number;
  /** Recorded reads of the large store, each a row of its own. */
  reads: number;
};

const hoursOfWeek = 168;
const readsEach = 250_000;
/** One memory in so many is archived, which is far more than the overview counts. */
const archivedEvery = 20;
const changes = { modified: 15_000, deleted: 15_000 };
const doneJobs = 50_000;
const failedJobs = 40;

const hourSql = `(now_us() - now_us() % 3600000000) - 3600000000 * `;

async function addReads(run: Run, workspaceId: string, { storeIds, memories, reads }: Busy): Promise<void> {
  const perMemory = reads / memories;
  for (let from = 1; from <= memories; from += readsEach / perMemory) {
    const to = Math.min(memories, from + readsEach / perMemory - 1);
    await run(
      `INSERT INTO memory_read_hour (workspace_id, memory_id, hour_us, actor_kind, read_count)
       SELECT $1, 'mem_01' || right($2, 8) || lpad(i::text, 14, '0'), ${hourSql} ((i + 33 * n) % ${hoursOfWeek}), 'agent', 1
       FROM generate_series($3::int, $4::int) AS i, generate_series(0, $5::int - 1) AS n`,
      [workspaceId, storeIds[0], from, to, perMemory],
    );
  }
  await run(
    `INSERT INTO memory_store_read_hour (workspace_id, memory_store_id, hour_us, actor_kind, read_count)
     SELECT $1, $2, h.hour_us, h.actor_kind, sum(h.read_count) FROM memory_read_hour h WHERE h.workspace_id = $1 GROUP BY h.hour_us, h.actor_kind`,
    [workspaceId, storeIds[0]],
  );
}

/** Counters of every hour for every store and kind of actor. */
async function addHours(run: Run, workspaceId: string, storeIds: readonly string[]): Promise<void> {
  await run(
    `INSERT INTO memory_store_read_hour (workspace_id, memory_store_id, hour_us, actor_kind, read_count)
     SELECT $1, s, ${hourSql} h, k, 1 FROM unnest($2::text[]) AS s, generate_series(0, ${hoursOfWeek - 1}) AS h,
       unnest(ARRAY['agent', 'api_actor', 'user_actor']) AS k
     ON CONFLICT DO NOTHING`,
    [workspaceId, storeIds],
  );
  await run(
    `INSERT INTO memory_store_write_hour (workspace_id, memory_store_id, hour_us, actor_type, write_count)
     SELECT $1, s, ${hourSql} h, k, 1 + h % 7 FROM unnest($2::text[]) AS s, generate_series(0, ${hoursOfWeek - 1}) AS h,
       unnest(ARRAY['session_actor', 'api_actor', 'user_actor', 'system_actor']) AS k
     ON CONFLICT DO NOTHING`,
    [workspaceId, storeIds],
  );
}

async function addChanges(run: Run, workspaceId: string, storeId: string): Promise<void> {
  let from = 1;
  for (const [operation, count] of Object.entries(changes)) {
    await run(
      `INSERT INTO destructive_change (workspace_id, memory_version_id, memory_store_id, memory_id, previous_version_id, operation, lost_share, lost_bytes, recorded_at)
       SELECT $1, 'memver_01' || right($2, 8) || lpad(i::text, 14, '0'), $2, 'mem_01' || right($2, 8) || lpad(i::text, 14, '0'),
         'memver_01' || right($2, 8) || lpad((i + 1)::text, 14, '0'), $3, 0.4 + (i % 1000) / 2000.0, 256, now_us() - i * 10000000::bigint
       FROM generate_series($4::int, $5::int) AS i`,
      [workspaceId, storeId, operation, from, from + count - 1],
    );
    from += count;
  }
}

async function addJobs(run: Run, workspaceId: string): Promise<void> {
  await run(
    `INSERT INTO palimpsest_jobs.job (name, data, state, retry_count, started_on, completed_on, policy)
     SELECT 'run-revert', jsonb_build_object('workspaceId', $1::text, 'revertId', 'rvrt_' || i),
       (CASE WHEN i <= $3::int THEN 'failed' ELSE 'completed' END)::palimpsest_jobs.job_state, 12, now(), now(), 'standard'
     FROM generate_series(1, $2::int) AS i`,
    [workspaceId, doneJobs, failedJobs],
  );
}

/** Fills in what a busy week leaves behind, past the application. */
export async function makeBusy(
  run: Run,
  { workspaceId }: Pick<Stage, 'workspaceId'>,
  busy: Busy,
): Promise<void> {
  const [large = ''] = busy.storeIds;
  await run('SET session_replication_role = replica');
  await addReads(run, workspaceId, busy);
  await addHours(run, workspaceId, busy.storeIds);
  await addChanges(run, workspaceId, large);
  await addJobs(run, workspaceId);
  await run(
    `UPDATE memory SET archived_at = now_us() WHERE workspace_id = $1 AND memory_store_id = $2 AND right(id, 14)::bigint % $3 = 0`,
    [workspaceId, large, archivedEvery],
  );
  await run('SET session_replication_role = origin');
}

export function describeBusy({ storeIds, memories, reads }: Busy): string {
  const count = (value: number) => value.toLocaleString('en');
  return `${count(memories)} memories of which one in ${archivedEvery} is archived, ${count(reads)} recorded reads in as many rows, ${storeIds.length} stores read and written in every hour of the week, ${count(changes.modified + changes.deleted)} destructive changes, ${count(doneJobs)} jobs of which ${failedJobs} failed`;
}
