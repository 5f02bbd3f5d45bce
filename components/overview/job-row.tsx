'use client';

import { RotateCcw, TriangleAlert } from 'lucide-react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useMay } from '@/components/shell/workspace';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import type { JobResource } from '@/lib/overview/job';

import { describeJob } from './job-words';
import { useRetry } from './use-retry';

/** A job that failed, and the way to have it tried again for those who may. */
export function JobRow({ job }: { job: JobResource }) {
  const mayRetry = useMay('admin');
  const isOnline = useIsOnline();
  const retry = useRetry(job);
  return (
    <div className="flex h-full flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2">
      <span className="grid min-w-0 gap-0.5">
        <span className="flex flex-wrap items-center gap-2">
          {job.state === 'failed' ? (
            <Badge tone="danger" icon={TriangleAlert}>
              failed
            </Badge>
          ) : (
            <Badge tone="withheld" icon={RotateCcw}>
              {job.state}
            </Badge>
          )}
          <span className="font-medium">{describeJob(job.kind)}</span>
          {job.target && <CopyId id={job.target.id} />}
        </span>
        <JobTimes job={job} />
      </span>
      {mayRetry && (
        <Button
          disabled={!isOnline}
          isBusy={retry.isPending}
          aria-label={`Try again: ${describeJob(job.kind)}`}
          onClick={() => retry.mutate()}
        >
          Try again
        </Button>
      )}
    </div>
  );
}

function JobTimes({ job }: { job: JobResource }) {
  const { tries, last_tried_at: lastTried, next_try_at: nextTry, state } = job;
  return (
    <span className="text-small text-soft">
      Tried {tries === 1 ? 'once' : `${tries} times`}
      {lastTried !== null && (
        <>
          , last <Time value={lastTried} isInSentence />
        </>
      )}
      {state === 'retrying' && nextTry !== null && '; it is tried again by itself'}. What went wrong stands in
      the server’s log.
    </span>
  );
}
