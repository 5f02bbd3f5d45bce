import 'server-only';

import { systemActor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { inTransaction, readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { enqueue } from '@/lib/jobs/queue';

import { findNextStore } from './find-next-store';
import { lockRetention } from './internal';

const hourUs = 3_600_000_000n;
/** A day, less what the hourly look may come late, so that it stays at about the same time of day. */
const dueAfterUs = 23n * hourUs;

/**
 * Starts the daily run of a workspace when there is a policy that removes anything and the last daily run was a day ago. Several
 * processes may ask at once: one of them starts it. Resolves to the run's id, or to null when none is due.
 */
export function scheduleRun(workspaceId: string): Promise<string | null> {
  const actor = systemActor(workspaceId, 'retention');
  return withWorkspace(actor, async (tx) => {
    await lockRetention(tx, workspaceId);
    const query = inTransaction(tx);
    const now = await readClock(tx);
    const recent = {
      workspaceId,
      createdByType: actor.type,
      createdById: actor.id,
      createdAt: { gt: now - dueAfterUs },
    };
    if ((await tx.retentionRun.count({ where: recent })) > 0) return null;
    if (!(await findNextStore(query, workspaceId, null, { storeId: '', isDone: true }))) return null;
    const id = newId('retn');
    const by = { createdByType: actor.type, createdById: actor.id, createdAt: now };
    await tx.retentionRun.create({ data: { workspaceId, id, status: 'running', asOf: now, ...by } });
    await enqueue(tx, 'run-retention', { workspaceId, retentionRunId: id });
    return id;
  });
}
