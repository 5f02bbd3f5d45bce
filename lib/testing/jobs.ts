import { newId } from '@/lib/db/ids';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { enqueue } from '@/lib/jobs/queue';
import type { QueuedState } from '@/lib/jobs/troubled-jobs';

/** No worker takes it up before a test has ended. */
const startAfterSeconds = 86_400;

/** A job of the workspace in the state that a worker would have left it in. Returns its id in the API and what it works on. */
export async function makeJob(
  actor: Actor,
  state: QueuedState = 'failed',
): Promise<{ id: string; retentionRunId: string }> {
  const retentionRunId = newId('retn');
  const { workspaceId } = actor;
  const id = await withWorkspace(actor, async (tx) => {
    await enqueue(tx, 'run-retention', { workspaceId, retentionRunId }, { startAfterSeconds });
    const [job] = await inTransaction(tx)<{ id: string }>(
      `UPDATE palimpsest_jobs.job SET state = $2::palimpsest_jobs.job_state, retry_count = retry_limit, started_on = now(),
         completed_on = CASE WHEN $2 IN ('failed', 'completed') THEN now() - interval '13 hours' END
       WHERE name = 'run-retention' AND data->>'retentionRunId' = $1 RETURNING id::text`,
      [retentionRunId, state],
    );
    return job!.id;
  });
  return { id: `job_${id.replaceAll('-', '')}`, retentionRunId };
}
