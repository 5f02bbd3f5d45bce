'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useRef } from 'react';

import { EndlessList } from '@/components/history/endless-list';
import { useHitKeys } from '@/components/search/use-hit-keys';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { useIsNarrow } from '@/components/tree/use-is-narrow';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { revertsQuery } from '@/lib/reverts/queries';

import { RevertRow } from './revert-row';

const wideRowPx = 40;
const narrowRowPx = 60;
const skeletonRows = 12;

/** Every revert and dry run of the workspace, newest first. */
export function RevertList() {
  const workspaceId = useWorkspaceId();
  const query = useInfiniteQuery(revertsQuery(workspaceId));
  const reverts = query.data?.pages.flatMap((page) => page.data) ?? [];
  const isNarrow = useIsNarrow();
  const list = useRef<HTMLDivElement>(null);
  useHitKeys(list);
  if (query.isPending) return <SkeletonRows count={skeletonRows} label="Loading the reverts" />;
  if (reverts.length === 0 && query.isError) {
    return <Failure what="the reverts" error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (reverts.length === 0) {
    return (
      <Notice icon={Undo2} title="Nothing was reverted yet">
        Open a session to undo what it wrote. What that would do is shown before anything is changed, and
        stands here.
      </Notice>
    );
  }
  return (
    <div ref={list} className="flex min-h-80 grow flex-col">
      <EndlessList
        key={String(isNarrow)}
        label="Reverts, newest first"
        count={reverts.length}
        heightOf={() => (isNarrow ? narrowRowPx : wideRowPx)}
        keyOf={(index) => reverts[index]?.id ?? String(index)}
        row={(index) => {
          const revert = reverts[index];
          return revert && <RevertRow revert={revert} root={`/w/${workspaceId}`} />;
        }}
        onMore={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
      />
    </div>
  );
}
