'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';

import { useUrlState } from '@/components/history/url-state';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Notice } from '@/components/ui/notice';
import { jobsQuery } from '@/lib/overview/queries';

import { ChoiceField } from './choice-field';
import { JobRow } from './job-row';
import { PagedList } from './paged-list';

const states = { '': 'failed or tried again', failed: 'failed for good', retrying: 'tried again by itself' };
const heights = { wide: 64, narrow: 112 };

/** Every job that failed, the newest first. */
export function JobsList() {
  const { params } = useUrlState();
  const asked = params.get('state');
  const state = asked === 'failed' || asked === 'retrying' ? asked : undefined;
  const query = useInfiniteQuery(jobsQuery(useWorkspaceId(), state));
  return (
    <>
      <form aria-label="Filters" onSubmit={(event) => event.preventDefault()} className="p-4">
        <ChoiceField label="State" name="state" choices={states} />
      </form>
      <PagedList
        what="the jobs"
        label="Jobs that failed, newest first"
        query={query}
        heights={heights}
        keyOf={(job) => job.id}
        row={(job) => <JobRow job={job} />}
        empty={
          <Notice icon={CircleCheck} title="No job failed">
            Work that goes on behind an act, such as removing a deleted store, stands here when it fails: for
            good after about a day of trying. An administrator can have it tried again.
          </Notice>
        }
      />
    </>
  );
}
