'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText, SearchX } from 'lucide-react';
import { useMemo } from 'react';

import { describeDay } from '@/components/history/day';
import type { Zone } from '@/components/history/day';
import { EndlessList } from '@/components/history/endless-list';
import { useInBrowser } from '@/components/history/instant';
import { useUrlState } from '@/components/history/url-state';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { useIsNarrow } from '@/components/tree/use-is-narrow';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { trailQuery } from '@/lib/audit/queries';

import { readTrailFilter } from './address';
import { EntryRow } from './entry-row';
import { toTrailRows } from './rows';
import type { TrailRow } from './rows';
import { TrailFilters } from './trail-filters';
import { useNames } from './use-names';
import type { NameOf } from './use-names';

const wideHeights = { day: 40, entry: 36 } as const;
const narrowHeights = { day: 40, entry: 76 } as const;

/** Everything that anybody did in the workspace, newest first, by day. */
export function Trail() {
  const workspaceId = useWorkspaceId();
  const { params } = useUrlState();
  const filter = readTrailFilter(params);
  const query = useInfiniteQuery({
    ...trailQuery(workspaceId, filter),
    placeholderData: keepPreviousData,
  });
  const isInBrowser = useInBrowser();
  const heights = useIsNarrow() ? narrowHeights : wideHeights;
  const pages = useMemo(() => query.data?.pages.map((page) => page.data) ?? [], [query.data]);
  const entries = useMemo(() => pages.flat(), [pages]);
  const nameOf = useNames(pages);
  const zone = useMemo((): Zone => (isInBrowser ? {} : { timeZone: 'UTC' }), [isInBrowser]);
  const rows = useMemo(() => toTrailRows(entries, (instant) => describeDay(instant, zone)), [entries, zone]);
  const root = `/w/${workspaceId}/audit`;
  const mayLoadMore = query.hasNextPage && !query.isFetching;
  return (
    <>
      <TrailFilters entries={entries} nameOf={nameOf} />
      {query.isError && (
        <Failure what="the audit trail" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <SkeletonRows count={16} label="Loading the audit trail" />}
      {query.isSuccess && rows.length === 0 && (
        <NothingRecorded isFiltered={Object.keys(filter).length > 0} />
      )}
      {rows.length > 0 && (
        <div
          aria-busy={query.isPlaceholderData}
          className="flex min-h-80 grow flex-col border-t border-line aria-busy:opacity-60"
        >
          <EndlessList
            key={heights.entry}
            label="Audit entries, newest first"
            count={rows.length}
            heightOf={(index) => heights[rows[index]?.kind ?? 'entry']}
            keyOf={(index) => rows[index]?.key ?? String(index)}
            row={(index) => <Row row={rows[index]} {...{ nameOf, root, zone }} />}
            onMore={mayLoadMore ? () => void query.fetchNextPage() : undefined}
          />
        </div>
      )}
    </>
  );
}

function NothingRecorded({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Notice icon={SearchX} title="No entry fits these filters">
        Widen or clear them to see more. Ids are compared as a whole.
      </Notice>
    );
  }
  return (
    <Notice icon={ScrollText} title="Nothing is recorded yet">
      Every change will stand here, with who made it and when.
    </Notice>
  );
}

type RowProps = { row: TrailRow | undefined; nameOf: NameOf; root: string; zone: Zone };

function Row({ row, ...others }: RowProps) {
  if (row?.kind === 'day') {
    return (
      <h2 className="flex h-full items-end border-b border-line bg-sunken px-4 pb-1.5 font-semibold">
        {row.day}
      </h2>
    );
  }
  return row ? <EntryRow entry={row.entry} {...others} /> : null;
}
