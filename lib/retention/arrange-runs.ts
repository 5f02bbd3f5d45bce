import 'server-only';

import { logger } from '@/lib/logger/logger';
import { listWorkspaces } from '@/lib/workspaces/read';

import { scheduleRun } from './schedule-run';

const lookEveryMs = 3_600_000;

async function scheduleAll(): Promise<void> {
  for (const { id } of await listWorkspaces()) await scheduleRun(id);
}

/**
 * Looks now and every hour whether a workspace's daily run is due, so that one that was missed while nothing ran is made up for. For
 * processes that work jobs off. Returns how to stop.
 */
export function arrangeRuns(): () => void {
  const look = () => {
    scheduleAll().catch((error: unknown) => logger().warn({ err: error }, 'retention was not scheduled'));
  };
  const timer = setInterval(look, lookEveryMs).unref();
  look();
  return () => clearInterval(timer);
}
