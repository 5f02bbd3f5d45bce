import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError, forbidden, notFound } from '@/lib/errors/app-error';
import { beginAgain, lockJob } from '@/lib/jobs/troubled-jobs';
import type { QueuedJob } from '@/lib/jobs/troubled-jobs';

import type { JobResource } from './job';
import { canRetryJobs } from './policy';
import { parseJobId, presentJob, presentJobId } from './present-job';

function assertNotDone({ state }: QueuedJob): void {
  if (state !== 'completed' && state !== 'cancelled') return;
  throw new AppError('conflict', 'the job is done: there is nothing to begin again', {
    errorCode: 'job_done',
  });
}

/**
 * Has a job that failed begun once more, now. One that waits for its first try or is being tried stays as it is. Needs `admin`, and
 * never an agent. Throws `conflict` with `job_done` for one that came to its end.
 */
export async function retryJob(actor: Actor, jobId: string): Promise<JobResource> {
  if (!canRetryJobs(actor)) throw forbidden('having a job tried again needs the scope admin');
  const id = parseJobId(jobId);
  return withWorkspace(actor, async (tx) => {
    const query = inTransaction(tx);
    const job = id === null ? null : await lockJob(query, actor.workspaceId, id);
    if (!job) throw notFound(`job not found: ${jobId.slice(0, 64)}`);
    assertNotDone(job);
    if (job.state !== 'failed' && job.state !== 'retry') return presentJob(job);
    const begun = await beginAgain(query, job);
    await appendAudit(tx, actor, {
      action: 'job.retried',
      target: { type: 'job', id: presentJobId(job.id) },
      details: { kind: job.name, tries: job.retry_count + 1 },
    });
    return presentJob(begun);
  });
}
