'use client';

import { ActFailure } from '@/components/shell/act-failure';
import { useMay } from '@/components/shell/workspace';
import { maxMemoriesWithoutAdmin } from '@/lib/reverts/policy';
import type { RevertResource } from '@/lib/reverts/schema';

import { countActs, describeRevert, memories } from './revert-words';

type RevertNoticesProps = { revert: RevertResource; failure: string | null };

/** What the revert would do, does, or did; how far it is; and who has to decide. */
export function RevertNotices({ revert, failure }: RevertNoticesProps) {
  const mayAll = useMay('admin');
  const { status, required_scope: scope, subject } = revert;
  const isForAdmins = status === 'planned' && scope === 'admin' && !mayAll;
  return (
    <div className="grid max-w-[88ch] gap-3">
      <output className="text-lead">{describeRevert(revert)}</output>
      {status === 'running' && <Bar revert={revert} />}
      {isForAdmins && (
        <p className="rounded-control bg-withheld-soft px-3 py-2 text-withheld">
          This changes {memories(countActs(revert))}. A revert of more than {maxMemoriesWithoutAdmin} is an
          administrator’s decision: give one the address of this page.
        </p>
      )}
      {subject.type !== 'revert' && status === 'planned' && (
        <p className="text-soft">
          What somebody else wrote since stays, and so does what only an import says was written.
        </p>
      )}
      <ActFailure failure={failure} />
    </div>
  );
}

function Bar({ revert }: { revert: RevertResource }) {
  const count = countActs(revert);
  return (
    <progress
      aria-label="Memories reverted"
      value={count - revert.counts.outcome.pending}
      max={count}
      className="h-2 w-full accent-accent"
    />
  );
}
