import 'server-only';

import type { ExecuteSql } from '@/lib/db/database';
import { logger } from '@/lib/logger/logger';

import { jobSchema } from './schema-name';

/** A worker says this often that it is still at its jobs, and looks for jobs of workers that do not say so any more. */
const beatEveryMs = 5_000;
/** Four beats may be late or lost, by a pause of the process or of the network, before a job is taken away. */
const lifeSeconds = 20;

const beat = `
  UPDATE ${jobSchema}.job SET started_on = now() WHERE state = 'active' AND id = ANY ($1::uuid[])`;

/** A job that killed as many workers as it has tries is left to its expiry. */
const takeOver = `
  UPDATE ${jobSchema}.job SET state = 'retry', start_after = now()
  WHERE state = 'active' AND started_on < now() - interval '${lifeSeconds} seconds' AND retry_count < retry_limit
  RETURNING name`;

async function look(executeSql: ExecuteSql, running: ReadonlySet<string>): Promise<void> {
  if (running.size > 0) await executeSql(beat, [[...running]]);
  const { rows } = await executeSql(takeOver, []);
  for (const { name } of rows as { name: string }[]) logger().warn({ job: name }, 'a job was taken over');
}

/**
 * Keeps the jobs that this process has under way, and sets free those of a process that died without a word, so that another takes
 * them within half a minute. A process that was only slow goes on beside the other: every job may run twice, side by side. Returns how to stop.
 */
export function watchOverJobs(
  executeSql: ExecuteSql,
  running: ReadonlySet<string>,
  everyMs = beatEveryMs,
): () => void {
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look(executeSql, running)
      .catch((error: unknown) => logger().warn({ err: error }, 'jobs were not watched over'))
      .finally(() => (isLooking = false));
  }, everyMs).unref();
  return () => clearInterval(timer);
}
