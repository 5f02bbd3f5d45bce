'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/components/ui/bytes';
import { CopyId } from '@/components/ui/copy';
import { SkeletonRows } from '@/components/ui/skeleton';
import { importItemsQuery } from '@/lib/transfer/queries';
import type { ImportResource } from '@/lib/transfer/schema';

import { outcomeWords } from './import-outcomes';

const skeletonRows = 3;

/** What an import brought in, and what it left out and why. */
export function ImportReport({ run }: { run: ImportResource }) {
  const { memory_count: memories, memory_version_count: versions, refused_count: refused } = run;
  return (
    <div className="grid gap-4">
      <output className="flex items-start gap-2">
        <CircleCheck aria-hidden size={20} strokeWidth={1.75} className="shrink-0 text-added" />
        <span>
          {describeBrought(memories, versions)}
          {refused === 0 ? ' Nothing was left out.' : ` ${formatCount(refused)} left out:`}
        </span>
      </output>
      {refused > 0 && <LeftOut run={run} />}
    </div>
  );
}

function describeBrought(memories: number, versions: number): string {
  if (memories === 0) return 'Nothing was brought in.';
  const what = `${formatCount(memories)} ${memories === 1 ? 'memory' : 'memories'}`;
  return `Brought in ${what} with ${formatCount(versions)} ${versions === 1 ? 'version' : 'versions'}.`;
}

function LeftOut({ run }: { run: ImportResource }) {
  const query = useInfiniteQuery(importItemsQuery(useWorkspaceId(), run.id));
  const items = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (query.isPending) return <SkeletonRows count={skeletonRows} label="Loading what was left out" />;
  if (query.error)
    return <Failure what="what was left out" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <section
        aria-label="Left out"
        // What scrolls must be reached by the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-72 overflow-y-auto border-y border-line"
      >
        <ul>
          {items.map(({ position, outcome, source_memory_id: sourceId }) => (
            <li
              key={position}
              className="flex min-h-8 items-center gap-3 border-b border-line py-1 last:border-b-0"
            >
              <span className="w-16 shrink-0 text-right text-soft">No. {formatCount(position)}</span>
              <span className="grow">{outcomeWords[outcome]}</span>
              {sourceId !== null && <CopyId id={sourceId} />}
            </li>
          ))}
        </ul>
      </section>
      {query.hasNextPage && (
        <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
      <p className="text-small text-soft">
        Numbered as they stand in the file, from 1. No path is kept of what was left out.
      </p>
    </>
  );
}
