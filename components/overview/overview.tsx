'use client';

import { useQuery } from '@tanstack/react-query';

import { Failure } from '@/components/shell/failure';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { Figure } from '@/components/store-overview/figures';
import { formatCount } from '@/components/ui/bytes';
import { overviewQuery } from '@/lib/overview/queries';
import type { OverviewResource } from '@/lib/overview/schema';

import { BusyStores } from './busy-stores';
import { formatBounded } from './counts';
import { FailedJobs } from './failed-jobs';
import { LostTexts } from './lost-texts';
import { Writes } from './writes';

/** What needs a person now, and what the workspace is busy with. */
export function Overview() {
  const workspaceId = useWorkspaceId();
  const { data, error, refetch } = useQuery(overviewQuery(workspaceId));
  const root = `/w/${workspaceId}`;
  if (!data) return error && <Failure what="the overview" error={error} onRetry={() => void refetch()} />;
  return (
    <div className="grid max-w-[1120px] gap-8 p-4 min-[900px]:p-6">
      <LostTexts changes={data.destructive_changes} />
      <FailedJobs jobs={data.jobs} root={root} />
      <Standing overview={data} root={root} />
      <div className="grid gap-8 min-[1200px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Writes writes={data.writes} at={data.at} />
        <BusyStores stores={data.stores} store_count={data.store_count} root={root} />
      </div>
    </div>
  );
}

/** What stands as it is until somebody decides otherwise. */
function Standing({ overview, root }: { overview: OverviewResource; root: string }) {
  const mayRead = useMay('memories:read');
  const { memories, jobs } = overview;
  const { withheld, archived } = memories;
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-4">
      <Figure name="withheld from agents" href={mayRead ? `${root}/withheld` : undefined} isLarge>
        {formatBounded(withheld)}
      </Figure>
      <Figure name="of these archived" href={mayRead ? `${root}/withheld?state=archived` : undefined} isLarge>
        {formatBounded(archived)}
      </Figure>
      <Figure name={jobs.failed === 1 ? 'job failed' : 'jobs failed'} href={`${root}/jobs`} isLarge>
        <span className={jobs.failed > 0 ? 'text-danger' : undefined}>{formatCount(jobs.failed)}</span>
      </Figure>
    </dl>
  );
}
