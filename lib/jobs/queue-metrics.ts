import 'server-only';

import type { ExecuteSql } from '@/lib/db/database';
import type { Labels, Sample } from '@/lib/telemetry/exposition';
import { counter, registerGauge } from '@/lib/telemetry/metrics';

import { jobSchema } from './schema-name';

const ended = counter({
  name: 'palimpsest_jobs_total',
  help: 'Jobs that this process has tried, by queue and outcome. One that failed is tried again.',
  labels: ['queue', 'outcome'],
});

export function countJob(queue: string, outcome: 'done' | 'failed'): void {
  ended.of({ queue, outcome }).value += 1;
}

/** Partial indexes hold what is not over yet, so that it does not matter how much is. */
const selectRunning = `
  SELECT name, count(*)::int AS value FROM ${jobSchema}.job WHERE state = 'active' GROUP BY name`;
const selectWaiting = `
  SELECT name, count(*)::int AS value FROM ${jobSchema}.job WHERE state < 'active' GROUP BY name`;
const selectOldest = `
  SELECT name, greatest(0, extract(epoch FROM now() - min(start_after)))::float8 AS value
  FROM ${jobSchema}.job WHERE state < 'active' GROUP BY name`;

const ofAll = 'Of the whole installation: the same from every process.';

/** Shows what is in the queues. */
export function watchQueues(executeSql: ExecuteSql, queues: readonly string[]): void {
  const find = async (text: string, labels: Labels = {}): Promise<Sample[]> => {
    const { rows } = await executeSql(text, []);
    const found = new Map(
      (rows as { name: string; value: number }[]).map(({ name, value }) => [name, value]),
    );
    return queues.map((queue) => ({ labels: { queue, ...labels }, value: found.get(queue) ?? 0 }));
  };
  registerGauge({
    name: 'palimpsest_jobs',
    help: `Jobs that are under way or wait, by queue. ${ofAll}`,
    read: async () => [
      ...(await find(selectRunning, { state: 'running' })),
      ...(await find(selectWaiting, { state: 'waiting' })),
    ],
  });
  registerGauge({
    name: 'palimpsest_jobs_oldest_waiting_seconds',
    help: `How long the job that waits longest could have been begun already, by queue. ${ofAll}`,
    read: () => find(selectOldest),
  });
}
