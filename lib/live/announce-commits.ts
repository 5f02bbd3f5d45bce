import 'server-only';

import { onCommit } from '@/lib/db/commits';
import { getDatabase } from '@/lib/db/database';
import { logger } from '@/lib/logger/logger';

import { changesChannel } from './channel';

/** Commits within this time are announced together; the first after a rest at once. */
const gatherMs = 100;
/** A notification holds 8,000 bytes. */
const idsEach = 200;
/** It says nothing that must outlive a crash: its own commit waits for no disk. */
const notify = `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`;

/**
 * From now on every process that listens is told of this one's commits, after them and never in their transactions: a notification in
 * there would make all writers wait for each other. One that is lost costs a moment, since readers go by their own cursors.
 */
export function announceCommits(): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let sentAtMs = -gatherMs;

  async function send(): Promise<void> {
    timer = undefined;
    sentAtMs = performance.now();
    const ids = [...changed];
    changed.clear();
    for (let from = 0; from < ids.length; from += idsEach) {
      const payload = ids.slice(from, from + idsEach).join(',');
      await getDatabase().query(notify, [changesChannel, payload]);
    }
  }
  const stop = onCommit((workspaceId) => {
    changed.add(workspaceId);
    timer ??= setTimeout(
      () => {
        send().catch((error: unknown) => logger().warn({ err: error }, 'open pages learn of writes later'));
      },
      Math.max(0, sentAtMs + gatherMs - performance.now()),
    ).unref();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
