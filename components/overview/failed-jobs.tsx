import Link from 'next/link';

import { TitledSection } from '@/components/store-overview/section';
import type { OverviewResource } from '@/lib/overview/schema';

import { JobRow } from './job-row';

/** Work that did not get done; nothing at all where everything did. */
export function FailedJobs({ jobs, root }: { jobs: OverviewResource['jobs']; root: string }) {
  if (jobs.data.length === 0) return null;
  return (
    <TitledSection
      id="failed-jobs"
      title="Work that failed"
      more={<Link href={`${root}/jobs`}>All jobs that failed</Link>}
    >
      <ul>
        {jobs.data.map((job) => (
          <li key={job.id}>
            <JobRow job={job} />
          </li>
        ))}
      </ul>
    </TitledSection>
  );
}
