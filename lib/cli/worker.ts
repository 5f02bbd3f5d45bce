import { openDatabase } from '@/lib/db/open';
import { env } from '@/lib/env';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { announceCommits } from '@/lib/live/announce-commits';
import { logger } from '@/lib/logger/logger';
import { arrangeRuns } from '@/lib/retention/arrange-runs';
import { arrangeIndexing } from '@/lib/search/arrange-indexing';
import { resumePurges } from '@/lib/stores/resume-purges';
import { watchRuntime } from '@/lib/telemetry/runtime';
import { startTracing } from '@/lib/telemetry/start-tracing';
import { closeTracing } from '@/lib/telemetry/tracing';
import { followCommits } from '@/lib/workspaces/follow-commits';
import { arrangeDeliveries } from '@/lib/webhooks/arrange-deliveries';

import { jobHandlers } from './job-handlers';
import { listenOnWorkerPort } from './worker-port';

async function work(): Promise<void> {
  if (env().DATABASE_URL === undefined) {
    throw new Error(
      'A worker of its own needs PostgreSQL: set DATABASE_URL. With the embedded database the server does this work itself.',
    );
  }
  // While it starts nothing is under way yet that would have to end first.
  let stop = async () => process.exit(0);
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  await startTracing('worker');
  const closePort = await listenOnWorkerPort();
  const database = await openDatabase();
  watchRuntime('worker', database.kind);
  await startQueue(jobHandlers);
  const stopIndexing = await arrangeIndexing({ isWorker: true });
  const stopAnnouncing = announceCommits();
  await resumePurges();
  const stopFollowing = await followCommits('follow-writes', { isWorker: true });
  const stopRetention = arrangeRuns();
  const stopWebhooks = arrangeDeliveries();
  logger().info('worker started');
  stop = async () => {
    closePort();
    stopIndexing();
    stopAnnouncing();
    stopFollowing();
    stopRetention();
    stopWebhooks();
    await stopQueue();
    await database.close();
    await closeTracing();
    process.exit(0);
  };
  process.on('unhandledRejection', (reason) => {
    logger().error({ err: reason }, 'a failure that nothing handled');
  });
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
