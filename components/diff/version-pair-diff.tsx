'use client';

import { useQuery } from '@tanstack/react-query';

import { describeActor } from '@/components/actors/actor-label';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeChange, describeLines } from '@/lib/history/change-sentence';
import type { LineCounts } from '@/lib/history/change-sentence';
import { versionQuery } from '@/lib/versions/queries';
import type { VersionResource } from '@/lib/versions/schema';

import { DiffSkeleton } from './diff-skeleton';
import { GoneSides } from './gone-sides';
import { usePreloadedDiff } from './preload-diff';
import { TextDiff } from './text-diff';
import type { TextDiffProps } from './text-diff';
import { VersionLabel } from './version-label';

export type VersionRef = { storeId: string; versionId: string };

type VersionPairDiffProps = Pick<TextDiffProps, 'hasKeys' | 'of'> & {
  from: VersionRef | null;
  to: VersionRef | null;
};

function useVersion(ref: VersionRef | null) {
  const workspaceId = useWorkspaceId();
  const { storeId, versionId } = ref ?? { storeId: '', versionId: '' };
  return useQuery({ ...versionQuery({ workspaceId, storeId }, versionId), enabled: ref !== null });
}

function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function describe(
  from: VersionResource | undefined,
  to: VersionResource | undefined,
  counts: LineCounts,
): string {
  const actorName = to?.created_by ? describeActor(to.created_by) : 'somebody unknown';
  if (from && to) return capitalise(describeChange({ from, to, counts, actorName }));
  const what = describeLines(counts) ?? 'changed no line';
  if (to) return `${capitalise(actorName)} created the memory and ${what}.`;
  return `The memory is not there any more: ${what}.`;
}

/** What changed between two versions, wherever they are. A side that is null had no memory. */
export function VersionPairDiff({ from, to, hasKeys = true, of }: VersionPairDiffProps) {
  const [before, after] = [useVersion(from), useVersion(to)];
  usePreloadedDiff();
  const failed = [before, after].find((query) => query.isError);
  if (failed) {
    return <Failure what="these versions" error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if ((from && !before.data) || (to && !after.data)) return <DiffSkeleton />;
  const isGone = [before.data, after.data].some((version) => version && version.redacted_at !== null);
  if (isGone) return <GoneSides before={before.data ?? null} after={after.data ?? null} of={of} />;
  return (
    <TextDiff
      before={before.data?.content ?? ''}
      after={after.data?.content ?? ''}
      labels={{
        before: <VersionLabel version={before.data ?? null} none="no memory before" />,
        after: <VersionLabel version={after.data ?? null} none="no memory any more" />,
      }}
      describe={(counts) => describe(before.data, after.data, counts)}
      hasKeys={hasKeys}
      of={of}
    />
  );
}
