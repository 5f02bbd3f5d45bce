import 'server-only';

import { onCommit } from '@/lib/db/commits';
import { logger } from '@/lib/logger/logger';

import { deliverWebhooks } from './deliver-webhooks';
import { findFollowed } from './find-followed';

const deliverEveryMs = 1000;
/** A workspace's first webhook, made in another process, is noticed by then. */
const lookEveryMs = 30_000;

/**
 * From now on the webhooks of every workspace are told of what is recorded. For processes that work jobs off; writers never wait for any
 * of it. One workspace with slow addresses holds up no other. Returns how to stop; what is under way then is lost at most as an attempt.
 */
export function arrangeDeliveries(): () => void {
  let followed = new Set<string>();
  const atWork = new Set<string>();
  const deliver = async (workspaceId: string) => {
    if (atWork.has(workspaceId)) return;
    atWork.add(workspaceId);
    await deliverWebhooks({ workspaceId })
      .catch((error: unknown) => logger().warn({ err: error }, 'webhooks were not delivered'))
      .finally(() => atWork.delete(workspaceId));
  };
  const look = () => {
    findFollowed().then(
      (ids) => (followed = new Set(ids)),
      (error: unknown) => logger().warn({ err: error }, 'webhooks were not looked for'),
    );
  };
  // A webhook that is made here is told of what comes next at once.
  const stopListening = onCommit((workspaceId) => void followed.add(workspaceId));
  const looking = setInterval(look, lookEveryMs).unref();
  const delivering = setInterval(() => {
    for (const workspaceId of followed) void deliver(workspaceId);
  }, deliverEveryMs).unref();
  look();
  return () => {
    stopListening();
    clearInterval(looking);
    clearInterval(delivering);
  };
}
