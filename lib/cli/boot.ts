import 'server-only';

import { openDatabase } from '@/lib/db/open';
import { env } from '@/lib/env';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { logger } from '@/lib/logger/logger';
import { announceCommits } from '@/lib/live/announce-commits';
import { flushReads } from '@/lib/reads/flush-reads';
import { arrangeRuns } from '@/lib/retention/arrange-runs';
import { arrangeIndexing } from '@/lib/search/arrange-indexing';
import { resumePurges } from '@/lib/stores/resume-purges';
import { watchRuntime } from '@/lib/telemetry/runtime';
import { startTracing } from '@/lib/telemetry/start-tracing';
import { closeTracing } from '@/lib/telemetry/tracing';
import { followCommits } from '@/lib/workspaces/follow-commits';
import { arrangeDeliveries } from '@/lib/webhooks/arrange-deliveries';

import { initialise } from './initialise';
import { jobHandlers } from './job-handlers';

type Closer = () => Promise<void>;

/** The server's front door runs these after the last request is answered. */
function onShutdown(closer: Closer): void {
  const closers = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.shutdown')] ??=
    []) as Closer[];
  closers.push(closer);
}

/** Brings a server process up: database, what must exist, demonstration, job queue. Throws a sentence when it cannot. */
export async function boot(): Promise<void> {
  await startTracing('server');
  const database = await openDatabase();
  watchRuntime('server', database.kind);
  await startQueue(env().RUN_WORKER ? jobHandlers : undefined);
  await initialise(database);
  const stopIndexing = await arrangeIndexing({ isWorker: env().RUN_WORKER });
  const stopAnnouncing = announceCommits();
  if (env().RUN_WORKER) await resumePurges();
  const stopFollowing = await followCommits('follow-writes', { isWorker: env().RUN_WORKER });
  const stopRetention = env().RUN_WORKER ? arrangeRuns() : () => undefined;
  const stopWebhooks = env().RUN_WORKER ? arrangeDeliveries() : () => undefined;
  logger().debug('server started');
  onShutdown(async () => {
    stopIndexing();
    stopAnnouncing();
    stopFollowing();
    stopRetention();
    stopWebhooks();
    await flushReads();
    await stopQueue();
    await database.close();
    await closeTracing();
  });
}
