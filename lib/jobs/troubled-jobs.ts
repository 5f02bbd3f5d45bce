import 'server-only';

import type { Query } from '@/lib/db/database';

import type { JobName } from './queue';
import { jobSchema } from './schema-name';

export type QueuedState = 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
export type TroubledState = Extract<QueuedState, 'retry' | 'failed'>;

/** Times in microseconds. `data` is ids alone. */
export type QueuedJob = {
  id: string;
  name: JobName;
  state: QueuedState;
  data: Record<string, string>;
  retry_count: number;
  created_us: bigint;
  started_us: bigint | null;
  start_after_us: bigint;
  completed_us: bigint | null;
};

const toMicros = (column: string) => `(extract(epoch FROM j.${column}) * 1000000)::bigint`;

const columns = `j.id::text, j.name, j.state::text, j.data, j.retry_count, ${toMicros('created_on')} AS created_us,
  ${toMicros('started_on')} AS started_us, ${toMicros('start_after')} AS start_after_us, ${toMicros('completed_on')} AS completed_us`;

/** Whose a job is stands in what it carries: the queue itself knows no workspaces. */
const ofWorkspace = `j.data->>'workspaceId' = $1`;

type Place = { createdUs: string; id: string };

/** Up to `limit` jobs of the workspace that failed, for good or for now, newest first. */
export function listTroubledJobs(
  query: Query,
  workspaceId: string,
  { states, after, limit }: { states: readonly TroubledState[]; after: Place | null; limit: number },
): Promise<QueuedJob[]> {
  const isBehind = `(${toMicros('created_on')}, j.id::text) < ($3::bigint, $4)`;
  return query<QueuedJob>(
    `SELECT ${columns} FROM ${jobSchema}.job j
     WHERE ${ofWorkspace} AND j.state IN ('retry', 'failed') AND j.state::text = ANY ($2) AND ($3::bigint IS NULL OR ${isBehind})
     ORDER BY created_us DESC, j.id::text DESC LIMIT $5`,
    [workspaceId, states, after?.createdUs ?? null, after?.id ?? '', limit],
  );
}

export async function countTroubledJobs(
  query: Query,
  workspaceId: string,
): Promise<{ failed: number; retrying: number }> {
  const [row] = await query<{ failed: number; retrying: number }>(
    `SELECT count(*) FILTER (WHERE j.state = 'failed')::int AS failed, count(*) FILTER (WHERE j.state = 'retry')::int AS retrying
     FROM ${jobSchema}.job j WHERE ${ofWorkspace} AND j.state IN ('retry', 'failed')`,
    [workspaceId],
  );
  return row!;
}

/** The job, which nobody else changes until the transaction ends; null where the workspace has none of that id. */
export async function lockJob(query: Query, workspaceId: string, id: string): Promise<QueuedJob | null> {
  const rows = await query<QueuedJob>(
    `SELECT ${columns} FROM ${jobSchema}.job j WHERE ${ofWorkspace} AND j.id = $2::uuid FOR UPDATE`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/**
 * Begins a failed job again as soon as a worker is free, once more than it was allowed to. The queue's own way leaves the time at which
 * it had failed, by which an old job would be put away as done.
 */
export async function beginAgain(query: Query, job: QueuedJob): Promise<QueuedJob> {
  const [row] = await query<QueuedJob>(
    `UPDATE ${jobSchema}.job j SET state = 'retry', start_after = now(), completed_on = NULL, output = NULL,
       retry_limit = greatest(j.retry_limit, j.retry_count + 1), keep_until = greatest(j.keep_until, now() + interval '14 days')
     WHERE j.name = $1 AND j.id = $2::uuid RETURNING ${columns}`,
    [job.name, job.id],
  );
  return row!;
}
