import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { QueuedJob, QueuedState } from '@/lib/jobs/troubled-jobs';

import type { JobResource, JobState } from './job';

const states: Record<QueuedState, JobState> = {
  created: 'waiting',
  retry: 'retrying',
  active: 'running',
  completed: 'done',
  cancelled: 'done',
  failed: 'failed',
};

/** What a job works on, by what it carries; the workspace is nothing that needs to be said. */
const targets: Record<string, string> = {
  memoryStoreId: 'memory_store',
  revertId: 'revert',
  importId: 'import',
  retentionRunId: 'retention_run',
};

const prefix = 'job_';

export function presentJobId(id: string): string {
  return prefix + id.replaceAll('-', '');
}

/** The queue's own id; null for what is no job's id. */
export function parseJobId(id: string): string | null {
  return /^job_([0-9a-f]{32})$/.exec(id)?.[1] ?? null;
}

function targetOf(job: QueuedJob): JobResource['target'] {
  const [found] = Object.entries(job.data).flatMap(([name, id]) => {
    const type = targets[name];
    return type === undefined ? [] : [{ type, id }];
  });
  return found ?? null;
}

export function presentJob(job: QueuedJob): JobResource {
  const isBegun = job.started_us !== null;
  const isComing = job.state === 'created' || job.state === 'retry';
  return {
    id: presentJobId(job.id),
    type: 'job',
    kind: job.name,
    state: states[job.state],
    target: targetOf(job),
    tries: isBegun ? job.retry_count + 1 : 0,
    created_at: formatInstant(job.created_us),
    last_tried_at: formatOptionalInstant(job.started_us),
    next_try_at: isComing ? formatInstant(job.start_after_us) : null,
    failed_at: job.state === 'failed' ? formatOptionalInstant(job.completed_us) : null,
  };
}
