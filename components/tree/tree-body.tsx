'use client';

import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

import { Failure } from '@/components/shell/failure';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';

import type { useTreeControl } from './use-tree-control';

type TreeBodyProps = { control: ReturnType<typeof useTreeControl>; children: ReactNode };

const skeletonRows = 12;

/** The tree once there is one, and else why there is none. */
export function TreeBody({ control: { tree, filter, rows }, children }: TreeBodyProps) {
  if (filter.isOn && filter.search.error && !filter.rows) {
    return (
      <Failure
        what="what you filter for"
        error={filter.search.error}
        onRetry={() => void filter.search.refetch()}
      />
    );
  }
  if (filter.isOn && !filter.rows) return <SkeletonRows count={skeletonRows} label="Filtering" />;
  if (filter.isOn && rows.length === 0) {
    return (
      <Notice icon={SearchX} title="No path holds this">
        The filter looks at paths only. The search looks into the texts too.
      </Notice>
    );
  }
  if (!filter.isOn && tree.error) {
    return <Failure what="the memories" error={tree.error} onRetry={() => tree.retry('/')} />;
  }
  if (!filter.isOn && rows.length === 0) {
    return <p className="p-4 text-soft">Memories will be listed here as a tree of their paths.</p>;
  }
  return children;
}
