'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History, SearchX } from 'lucide-react';
import { useMemo } from 'react';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { useIsNarrow } from '@/components/tree/use-is-narrow';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { timelineQuery } from '@/lib/history/queries';
import { toTimelineRows } from '@/lib/history/timeline-rows';
import type { TimelineRow } from '@/lib/history/timeline-rows';

import { describeDay } from './day';
import type { Zone } from './day';
import { EndlessList } from './endless-list';
import { useInBrowser } from './instant';
import { TimelineFilters, filterNames } from './timeline-filters';
import { readTimelineFilter } from './timeline-address';
import { RunRow, VersionRow } from './timeline-row';
import { useUrlState } from './url-state';

/** In one line where there is room, in two where there is not. */
const wideHeights = { day: 40, run: 36, version: 32 } as const;
const narrowHeights = { day: 40, run: 40, version: 56 } as const;

/** Every write in a store, newest first, by day and by run. */
export function StoreTimeline({ storeId }: { storeId: string }) {
  const workspaceId = useWorkspaceId();
  const { params } = useUrlState();
  const query = useInfiniteQuery(timelineQuery({ workspaceId, storeId }, readTimelineFilter(params)));
  const isInBrowser = useInBrowser();
  const isNarrow = useIsNarrow();
  const heights = isNarrow ? narrowHeights : wideHeights;
  const versions = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const actors = useMemo(() => versions.flatMap((version) => version.created_by ?? []), [versions]);
  const zone = useMemo(() => (isInBrowser ? {} : { timeZone: 'UTC' }), [isInBrowser]);
  const rows = useMemo(
    () => toTimelineRows(versions, (instant) => describeDay(instant, zone)),
    [versions, zone],
  );
  const isFiltered = filterNames.some((name) => params.has(name));
  const root = `/w/${workspaceId}/stores/${storeId}`;
  return (
    <>
      <TimelineFilters actors={actors} />
      {query.isError && (
        <Failure what="the history" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <SkeletonRows count={16} label="Loading the history" />}
      {query.isSuccess && rows.length === 0 && <NothingWritten isFiltered={isFiltered} />}
      {rows.length > 0 && (
        <div className="flex min-h-80 grow flex-col border-t border-line">
          <EndlessList
            key={String(isNarrow)}
            label="Writes, newest first"
            count={rows.length}
            heightOf={(index) => heights[rows[index]?.kind ?? 'version']}
            keyOf={(index) => rows[index]?.key ?? String(index)}
            row={(index) => <Row row={rows[index]} root={root} zone={zone} />}
            onMore={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
          />
        </div>
      )}
    </>
  );
}

function NothingWritten({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Notice icon={SearchX} title="No write fits these filters">
        Widen or clear them to see more.
      </Notice>
    );
  }
  return (
    <Notice icon={History} title="Nothing was written here yet">
      Every write of an agent or a person will stand here, with who wrote it and when.
    </Notice>
  );
}

type RowProps = { row: TimelineRow | undefined; root: string; zone: Zone };

function Row({ row, root, zone }: RowProps) {
  if (row?.kind === 'day') {
    return (
      <h2 className="flex h-full items-end border-b border-line bg-sunken px-4 pb-1.5 font-semibold">
        {describeDay(row.at, zone)}
      </h2>
    );
  }
  if (row?.kind === 'run') return <RunRow run={row} root={root} />;
  return row ? <VersionRow version={row.version} isInRun={row.isInRun} root={root} /> : null;
}
