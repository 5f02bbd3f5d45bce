import 'server-only';

import { onCommit } from '@/lib/db/commits';
import { enqueueOnce } from '@/lib/jobs/queue';
import type { FollowingJob } from '@/lib/jobs/queue';
import { logger } from '@/lib/logger/logger';

import { listWorkspaces } from './read';

/** Writes of one workspace within this time share a job. */
const gatherMs = 700;
/** What a process did not come to announce before it died is found by then. */
const sweepEveryMs = 60_000;

function enqueueAll(name: FollowingJob, workspaceIds: Iterable<string>): Promise<void> {
  const sending = Array.from(workspaceIds, (workspaceId) => enqueueOnce(name, { workspaceId }, workspaceId));
  return Promise.all(sending).then(
    () => undefined,
    (error: unknown) => logger().warn({ err: error, job: name }, 'a follower will learn of writes later'),
  );
}

/**
 * From now on every write of this process is followed by a job for its workspace. Where jobs are worked off, all workspaces are
 * looked at now and every minute, for what nobody announced. Returns how to stop. Writers never wait for any of it.
 */
export async function followCommits(
  name: FollowingJob,
  { isWorker }: { isWorker: boolean },
): Promise<() => void> {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const send = () => {
    timer = undefined;
    const ids = [...changed];
    changed.clear();
    void enqueueAll(name, ids);
  };
  const stopListening = onCommit((workspaceId) => {
    changed.add(workspaceId);
    timer ??= setTimeout(send, gatherMs).unref();
  });
  const sweep = async () =>
    enqueueAll(
      name,
      (await listWorkspaces()).map((workspace) => workspace.id),
    );
  const sweeper = isWorker
    ? setInterval(() => {
        sweep().catch((error: unknown) => logger().warn({ err: error, job: name }, 'no sweep was made'));
      }, sweepEveryMs).unref()
    : undefined;
  if (isWorker) await sweep();
  return () => {
    stopListening();
    clearTimeout(timer);
    clearInterval(sweeper);
  };
}
