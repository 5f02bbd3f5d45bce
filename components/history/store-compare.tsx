'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Columns2, Equal, GitCompare } from 'lucide-react';

import { usePreloadedDiff } from '@/components/diff/preload-diff';
import { VersionPairDiff } from '@/components/diff/version-pair-diff';
import type { VersionRef } from '@/components/diff/version-pair-diff';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { storesDiffQuery } from '@/lib/history/queries';

import { CompareCounts } from './compare-counts';
import { CompareForm } from './compare-form';
import type { SessionName, StoreName } from './compare-form';
import { CompareList } from './compare-list';
import { MissingHistory } from './missing-history';
import { TwoPanes } from './two-panes';
import { useUrlState } from './url-state';

type StoreCompareProps = {
  storeId: string;
  stores: readonly StoreName[];
  sessions: readonly SessionName[];
};

/** What changed in a store between two instants, or between it and another; each changed memory opens as a difference. */
export function StoreCompare({ storeId, stores, sessions }: StoreCompareProps) {
  const { params, go } = useUrlState();
  const compared = { from: params.get('from'), to: params.get('to'), withStore: params.get('with') };
  const isAsked = compared.from !== null || compared.withStore !== null;
  return (
    <>
      <div className={classNames(params.has('change') && 'max-[899px]:hidden')}>
        <CompareForm
          storeId={storeId}
          compared={compared}
          stores={stores}
          sessions={sessions}
          onCompare={({ withStore, ...others }) =>
            go({ ...others, ...(withStore !== undefined && { with: withStore }), change: null, kind: null })
          }
        />
      </div>
      {isAsked ? (
        <Changes key={params.get('with')} storeId={storeId} />
      ) : (
        <Notice icon={GitCompare} title="Choose what to compare">
          Pick the instant from which on you want to see what changed, or another store. The last hour, today
          and a session are one press away.
        </Notice>
      )}
    </>
  );
}

function refOf(storeId: string, versionId: string | undefined): VersionRef | null {
  return versionId ? { storeId, versionId } : null;
}

function Changes({ storeId }: { storeId: string }) {
  const { params, go } = useUrlState();
  usePreloadedDiff();
  const otherId = params.get('with') ?? storeId;
  const [chosen, kind] = [params.get('change'), params.get('kind')];
  const query = useInfiniteQuery(
    storesDiffQuery(
      useWorkspaceId(),
      { storeId, at: params.get('from') ?? undefined },
      { storeId: otherId, at: params.get('to') ?? undefined },
    ),
  );
  if (query.isError)
    return <Failure what="this comparison" error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={12} label="Comparing" />;
  const [first] = query.data.pages;
  const changes = query.data.pages.flatMap((page) => page.data);
  if (!first || changes.length === 0) {
    return (
      <Notice icon={Equal} title="Nothing changed">
        {otherId === storeId
          ? 'Between these instants no memory was added, removed, changed or moved.'
          : 'Both stores hold the same memories at the same paths.'}
      </Notice>
    );
  }
  const shown = kind === null ? changes : changes.filter(({ change }) => change === kind);
  const [fromId, toId] = chosen?.split('..') ?? [];
  return (
    <>
      <MissingHistory isMissing={[first.from, first.to].some((side) => side.is_complete === false)} />
      <div className={classNames(chosen !== null && 'max-[899px]:hidden')}>
        <CompareCounts counts={first.counts} kind={kind} onKind={(next) => go({ kind: next })} />
      </div>
      <TwoPanes
        list={
          <CompareList
            changes={shown}
            chosen={chosen}
            onChoose={(change) => go({ change })}
            onMore={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
          />
        }
        detail={
          chosen === null ? null : (
            <VersionPairDiff key={chosen} from={refOf(storeId, fromId)} to={refOf(otherId, toId)} />
          )
        }
        empty={<Notice icon={Columns2} title="Choose a memory to see what changed in it" />}
        onBack={() => go({ change: null })}
      />
    </>
  );
}
