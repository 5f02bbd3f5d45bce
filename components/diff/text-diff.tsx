'use client';

import { Equal, TriangleAlert } from 'lucide-react';

import { Notice } from '@/components/ui/notice';
import { describeLines } from '@/lib/history/change-sentence';
import type { LineCounts } from '@/lib/history/change-sentence';
import type { DiffSummary } from '@/lib/versions/line-diff';

import { nameDifference } from './name-difference';
import { ComparedView } from './compared-view';
import type { DiffLabels } from './compared-view';
import { useDiffChoice } from './diff-choice';
import { DiffSkeleton } from './diff-skeleton';
import { usePreloadedDiff } from './preload-diff';
import { useTextDiff } from './use-text-diff';

export type TextDiffProps = {
  before: string;
  after: string;
  labels: DiffLabels;
  /** What to say on top; without it, how many lines differ. */
  describe?: (counts: LineCounts) => string;
  /** Whether `n` and `p` lead from change to change. Of several on a page, one may have them. */
  hasKeys?: boolean;
  /** Of what it is the difference, where a page has several. */
  of?: string | undefined;
};

function countsOf(summary: DiffSummary): LineCounts {
  return {
    added_lines: summary.addedLines,
    removed_lines: summary.removedLines,
    changed_lines: summary.changedLines,
    unchanged_lines: summary.unchangedLines,
  };
}

function describePlainly(counts: LineCounts): string {
  const what = describeLines(counts);
  return what === null ? 'No line differs.' : `${what.charAt(0).toUpperCase()}${what.slice(1)}.`;
}

/** What differs between two texts. Whatever their length, they are compared beside the page, which stays alive. */
export function TextDiff({
  before,
  after,
  labels,
  describe = describePlainly,
  hasKeys = true,
  of,
}: TextDiffProps) {
  const { found, hasFailed } = useTextDiff(before, after);
  // Its room is measured while the texts are compared, so that the lines are drawn but once.
  const { measure, ...look } = useDiffChoice();
  usePreloadedDiff();
  if (hasFailed) {
    return (
      <Notice icon={TriangleAlert} title="The texts could not be compared" role="alert">
        This browser did not start the part that compares. Both texts are whole, and can be read one by one.
      </Notice>
    );
  }
  return (
    <div ref={measure} className="min-w-0">
      {found ? (
        <section aria-label={nameDifference(of)} className="grid grid-cols-[minmax(0,1fr)]">
          <p className="px-4 pt-3 text-lead">{describe(countsOf(found.summary))}</p>
          {found.blocks.every((block) => block.isEqual) ? (
            <Notice icon={Equal} title="Both texts are the same, byte for byte" />
          ) : (
            <ComparedView found={found} look={look} labels={labels} hasKeys={hasKeys} of={of} />
          )}
        </section>
      ) : (
        <DiffSkeleton />
      )}
    </div>
  );
}
