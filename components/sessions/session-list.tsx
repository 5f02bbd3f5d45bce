'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Bot, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useRef } from 'react';

import { EndlessList } from '@/components/history/endless-list';
import { useUrlState } from '@/components/history/url-state';
import { focusHit, useHitKeys } from '@/components/search/use-hit-keys';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { useSettled, useTypedText } from '@/components/stores/use-typed-text';
import { useIsNarrow } from '@/components/tree/use-is-narrow';
import { buttonClass } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { sessionsQuery } from '@/lib/sessions/queries';

import { readListing } from './session-address';
import { SessionRow, sessionColumns } from './session-row';
import { SessionTools } from './session-tools';

const wideRowPx = 40;
const narrowRowPx = 60;
const skeletonRows = 12;

/** The sessions of a workspace, newest first: the address says which, the fragment what somebody typed. */
export function SessionList() {
  const workspaceId = useWorkspaceId();
  const { params } = useUrlState();
  const [typed, setTyped] = useTypedText();
  const query = useSettled(typed.trim());
  const listing = { ...readListing(params), ...(query !== '' && { query }) };
  const found = useInfiniteQuery({
    ...sessionsQuery(workspaceId, listing),
    placeholderData: keepPreviousData,
  });
  const sessions = useMemo(() => found.data?.pages.flatMap((page) => page.data) ?? [], [found.data]);
  const agents = useMemo(() => sessions.map(({ agent }) => agent.id), [sessions]);
  const isNarrow = useIsNarrow();
  const list = useRef<HTMLDivElement>(null);
  useHitKeys(list);
  const mayLoadMore = found.hasNextPage && !found.isFetching && !found.error;
  return (
    <>
      <SessionTools
        typed={typed}
        onType={setTyped}
        onLeave={() => focusHit(list.current, 0)}
        agents={agents}
      />
      <output className="sr-only">
        {found.isSuccess && describeFound(sessions.length, found.hasNextPage)}
      </output>
      {found.isError && (
        <Failure what="the sessions" error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isPending && <SkeletonRows count={skeletonRows} label="Loading the sessions" />}
      {found.isSuccess && sessions.length === 0 && (
        <NothingFound isNarrowed={Object.keys(listing).length > 0} />
      )}
      {sessions.length > 0 && (
        <div ref={list} className="flex min-h-80 grow flex-col">
          <Captions />
          <EndlessList
            key={String(isNarrow)}
            label="Sessions, newest first"
            count={sessions.length}
            heightOf={() => (isNarrow ? narrowRowPx : wideRowPx)}
            keyOf={(index) => sessions[index]?.id ?? String(index)}
            row={(index) => {
              const session = sessions[index];
              const href = `/w/${workspaceId}/sessions/${session?.id}`;
              return session && <SessionRow session={session} href={href} />;
            }}
            onMore={mayLoadMore ? () => void found.fetchNextPage() : undefined}
          />
        </div>
      )}
    </>
  );
}

function describeFound(count: number, hasMore: boolean): string {
  return `${count.toLocaleString('en')}${hasMore ? ' or more' : ''} ${count === 1 ? 'session' : 'sessions'}`;
}

/** The rows say in words what they count, so this is for the eye alone. */
function Captions() {
  return (
    <div
      aria-hidden
      className={classNames(
        'hidden h-8 items-center border-b border-line-strong px-4 text-small text-soft min-[900px]:grid',
        sessionColumns,
      )}
    >
      <span>Session</span>
      <span>Attached stores</span>
      <span>Wrote</span>
      <span className="text-right">By how much</span>
      <span className="text-right">Last active</span>
    </div>
  );
}

function NothingFound({ isNarrowed }: { isNarrowed: boolean }) {
  const connect = `/w/${useWorkspaceId()}/connect`;
  if (isNarrowed) {
    return (
      <Notice icon={SearchX} title="No session fits">
        Widen or clear the filters to see more. Titles, agents and ids are searched.
      </Notice>
    );
  }
  return (
    <Notice
      icon={Bot}
      title="No agent has run here yet"
      action={
        <Link href={connect} className={buttonClass('primary')}>
          Connect an agent
        </Link>
      }
    >
      Every session will stand here, with what it was attached to, what it read, and what it wrote.
    </Notice>
  );
}
