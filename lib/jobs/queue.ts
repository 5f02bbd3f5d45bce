import 'server-only';

import PgBoss from 'pg-boss';

import { getDatabase } from '@/lib/db/database';
import type { ExecuteSql } from '@/lib/db/database';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';
import { logger } from '@/lib/logger/logger';
import { inSpan } from '@/lib/telemetry/tracing';

import { countJob, watchQueues } from './queue-metrics';
import { jobSchema } from './schema-name';
import { watchOverJobs } from './take-over';

/** Every job and what it carries: ids, nothing else, because payloads stay readable after the work is done. */
export type Jobs = {
  'purge-store': { workspaceId: string; memoryStoreId: string };
  'purge-workspace': { workspaceId: string };
  'index-search': { workspaceId: string };
  'run-revert': { workspaceId: string; revertId: string };
  'discard-import': { workspaceId: string; importId: string };
  'run-retention': { workspaceId: string; retentionRunId: string };
  'follow-writes': { workspaceId: string };
};
export type JobName = keyof Jobs;
/** They follow what is written, one waiting at a time for each workspace. */
export type FollowingJob = 'index-search' | 'follow-writes';
export type JobHandlers = { [Name in JobName]: (data: Jobs[Name]) => Promise<void> };

export const jobNames: readonly JobName[] = [
  'purge-store',
  'purge-workspace',
  'index-search',
  'run-revert',
  'discard-import',
  'run-retention',
  'follow-writes',
];

/**
 * A job that fails is tried again for about a day before it is left for a person. It expires where it hangs in a process that lives;
 * that of a process that died is taken over long before.
 */
const retry = { retryLimit: 12, retryDelay: 5, retryBackoff: true, expireInHours: 6 };
/** So long somebody can come and have it tried again. */
const failedStaysSeconds = 30 * 24 * 60 * 60;
const pollSeconds = 2;
/** Who wrote something looks for it soon. */
const pollSecondsFor: Partial<Record<JobName, number>> = { 'index-search': 0.5, 'follow-writes': 1 };
/** Here one job with the same key waits at a time, while another may be under way. */
const coalesced: readonly JobName[] = ['index-search', 'follow-writes'];

type Holder = { boss?: PgBoss | undefined; stopWatching?: (() => void) | undefined };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.jobs')] ??= {}) as Holder;

function openBoss(executeSql: ExecuteSql, isOwner: boolean): PgBoss {
  const boss = new PgBoss({
    db: { executeSql } as PgBoss.Db,
    schema: jobSchema,
    migrate: isOwner,
    supervise: !isOwner,
    schedule: false,
    archiveFailedAfterSeconds: failedStaysSeconds,
  });
  boss.on('error', (error) => logger().error({ err: error }, 'job queue'));
  return boss;
}

/** Makes the queue's tables and the application's right to use them. Runs with the owner's rights, at every start, one start at a time. */
export async function prepareQueue(executeSql: ExecuteSql): Promise<void> {
  const boss = openBoss(executeSql, true);
  await boss.start();
  for (const name of jobNames) {
    await boss.createQueue(name, { name, policy: coalesced.includes(name) ? 'short' : 'standard', ...retry });
  }
  await boss.stop({ graceful: false });
  // Looked for first, because even making nothing would wait for everybody who adds a job.
  await executeSql(`DO $$ BEGIN
    IF to_regclass('${jobSchema}.job_troubled') IS NULL THEN
      CREATE INDEX job_troubled ON ${jobSchema}.job ((data->>'workspaceId'), created_on) WHERE state IN ('retry', 'failed');
    END IF;
    IF to_regclass('${jobSchema}.job_active') IS NULL THEN
      CREATE INDEX job_active ON ${jobSchema}.job (name) WHERE state = 'active';
    END IF;
  END $$`);
  await executeSql(`GRANT USAGE ON SCHEMA ${jobSchema} TO palimpsest_app`);
  await executeSql(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${jobSchema} TO palimpsest_app`,
  );
  await executeSql(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${jobSchema} TO palimpsest_app`);
}

/** The queue keeps for good what a job throws, and messages can quote what they are about: the log alone gets the failure. */
async function runJob(name: JobName, work: () => Promise<void>): Promise<void> {
  const attributes = { 'messaging.destination.name': name };
  try {
    await inSpan({ name: `job ${name}`, kind: 'consumer', attributes }, work);
    countJob(name, 'done');
  } catch (error) {
    // The system itself has no credential to lose: its workspace was deleted, and there is nothing left to do in it.
    if (error instanceof AppError && error.code === 'unauthenticated') return countJob(name, 'done');
    countJob(name, 'failed');
    logger().error({ err: error, job: name }, 'a job failed');
    throw new Error('the job failed, see the log');
  }
}

/** Connects the process to the queue, so that verbs can enqueue; with handlers it also works the jobs off. */
export async function startQueue(handlers?: JobHandlers): Promise<void> {
  const executeSql: ExecuteSql = (text, values) => getDatabase().execute(text, values);
  const boss = openBoss(executeSql, false);
  holder.boss = boss;
  await boss.start();
  watchQueues(executeSql, jobNames);
  if (!handlers) return;
  const running = new Set<string>();
  holder.stopWatching = watchOverJobs(executeSql, running);
  for (const name of jobNames) await workOff(boss, name, { handler: handlers[name], running });
}

type Work<Name extends JobName> = { handler: JobHandlers[Name]; running: Set<string> };

async function workOff<Name extends JobName>(
  boss: PgBoss,
  name: Name,
  { handler, running }: Work<Name>,
): Promise<void> {
  await boss.work<Jobs[Name]>(
    name,
    { pollingIntervalSeconds: pollSecondsFor[name] ?? pollSeconds },
    async (jobs) => {
      for (const job of jobs) {
        running.add(job.id);
        await runJob(name, () => handler(job.data)).finally(() => running.delete(job.id));
      }
    },
  );
}

export async function stopQueue(): Promise<void> {
  await holder.boss?.stop({ graceful: true, timeout: 10_000 });
  holder.boss = undefined;
  holder.stopWatching?.();
  holder.stopWatching = undefined;
}

/** Adds a job in the caller's transaction: it exists if and only if the change does. */
export async function enqueue<Name extends JobName>(
  tx: WorkspaceTransaction,
  name: Name,
  data: Jobs[Name],
  { startAfterSeconds = 0 }: { startAfterSeconds?: number } = {},
): Promise<void> {
  if (!holder.boss) throw new Error('The job queue is not started.');
  const executeSql: ExecuteSql = async (text, values) => ({
    rows: await tx.$queryRawUnsafe<unknown[]>(text, ...(values ?? [])),
  });
  await holder.boss.send(name, data, {
    db: { executeSql } as PgBoss.Db,
    ...retry,
    startAfter: startAfterSeconds,
  });
}

/** Adds a job outside any transaction, unless one with the same key waits already. For coalesced jobs. */
export async function enqueueOnce<Name extends JobName>(
  name: Name,
  data: Jobs[Name],
  key: string,
): Promise<void> {
  if (!holder.boss) throw new Error('The job queue is not started.');
  await holder.boss.send(name, data, { singletonKey: key, ...retry });
}

/** Adds a job outside any transaction, for a job that wants to look once more. */
export async function enqueueLater<Name extends JobName>(
  name: Name,
  data: Jobs[Name],
  startAfterSeconds: number,
): Promise<void> {
  if (!holder.boss) throw new Error('The job queue is not started.');
  await holder.boss.send(name, data, { ...retry, startAfter: startAfterSeconds });
}
