'use client';

import { useQuery } from '@tanstack/react-query';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { previousVersionQuery } from '@/lib/history/queries';
import { versionQuery } from '@/lib/versions/queries';

import { DiffSkeleton } from './diff-skeleton';
import { VersionPairDiff } from './version-pair-diff';

type VersionDiffProps = {
  storeId: string;
  memoryId: string;
  /** Without it, the version before `toVersionId`. */
  fromVersionId?: string | null | undefined;
  toVersionId: string;
  hasKeys?: boolean;
};

/** What changed between two versions of a memory. */
export function VersionDiff({ storeId, fromVersionId, toVersionId, hasKeys = true }: VersionDiffProps) {
  const where = { workspaceId: useWorkspaceId(), storeId };
  const isGiven = typeof fromVersionId === 'string';
  const to = useQuery({ ...versionQuery(where, toVersionId), enabled: !isGiven });
  const previous = useQuery({ ...previousVersionQuery(where, to.data), enabled: !isGiven && to.isSuccess });
  const after = { storeId, versionId: toVersionId };
  if (isGiven) {
    return <VersionPairDiff from={{ storeId, versionId: fromVersionId }} to={after} hasKeys={hasKeys} />;
  }
  const failed = [to, previous].find((query) => query.isError);
  if (failed) {
    return <Failure what="these versions" error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!previous.isSuccess) return <DiffSkeleton />;
  const before = previous.data && { storeId, versionId: previous.data.id };
  return <VersionPairDiff from={before} to={after} hasKeys={hasKeys} />;
}
