'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CalendarClock, FileText, Inbox } from 'lucide-react';
import { useMemo } from 'react';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { toPastRows } from '@/lib/history/past-rows';
import { asOfQuery } from '@/lib/history/queries';

import { MissingHistory } from './missing-history';
import { PastBanner } from './past-banner';
import { PastForm } from './past-form';
import { PastList } from './past-list';
import { PastMemory } from './past-memory';
import { TwoPanes } from './two-panes';
import { useUrlState } from './url-state';

/** A store as it was at an instant that the address names. */
export function PastStore({ storeId }: { storeId: string }) {
  const { params, go } = useUrlState();
  const at = params.get('at');
  return (
    <>
      <div className={classNames(params.has('memory') && 'max-[899px]:hidden')}>
        <PastForm at={at} onPick={(instant) => go({ at: instant })} />
      </div>
      {at === null ? (
        <Notice icon={CalendarClock} title="Choose an instant">
          You will see which memories there were then, what they said, and who had written them.
        </Notice>
      ) : (
        <Then storeId={storeId} at={at} />
      )}
    </>
  );
}

function Then({ storeId, at }: { storeId: string; at: string }) {
  const { params, go } = useUrlState();
  const query = useInfiniteQuery(asOfQuery({ workspaceId: useWorkspaceId(), storeId }, at));
  const chosen = params.get('memory');
  const versions = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const rows = useMemo(() => toPastRows(versions), [versions]);
  if (query.isError) {
    return <Failure what="the store as it was" error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <SkeletonRows count={12} label="Loading the store as it was" />;
  if (versions.length === 0) {
    return (
      <>
        <PastBanner storeId={storeId} at={at} />
        <Notice icon={Inbox} title="There was no memory in this store then" />
      </>
    );
  }
  const version = versions.find((each) => each.memory_id === chosen);
  return (
    <>
      <PastBanner storeId={storeId} at={at} />
      <MissingHistory isMissing={query.data.pages[0]?.is_complete === false} />
      <TwoPanes
        list={
          <PastList
            rows={rows}
            chosen={chosen}
            onMore={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
          />
        }
        detail={
          chosen === null ? null : <Chosen storeId={storeId} at={at} memoryId={chosen} known={version?.id} />
        }
        empty={<Notice icon={FileText} title="Choose a memory to read it as it was" />}
        onBack={() => go({ memory: null })}
      />
    </>
  );
}

type ChosenProps = { storeId: string; at: string; memoryId: string; known: string | undefined };

/** A link may name a memory that the list has not come to yet: its version is asked for by itself. */
function Chosen({ storeId, at, memoryId, known }: ChosenProps) {
  const query = useInfiniteQuery({
    ...asOfQuery({ workspaceId: useWorkspaceId(), storeId }, at, memoryId),
    enabled: known === undefined,
  });
  const versionId = known ?? query.data?.pages[0]?.data[0]?.id;
  if (versionId !== undefined) return <PastMemory key={versionId} storeId={storeId} versionId={versionId} />;
  if (query.isError) return <Failure what="this memory" error={query.error} />;
  if (!query.data) return <SkeletonRows count={6} label="Loading the memory" />;
  return (
    <Notice icon={FileText} title="This memory did not exist then">
      It was written later, or deleted before.
    </Notice>
  );
}
