'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { MemoryActs } from '@/components/acts/memory-acts';
import { PageHeader } from '@/components/shell/page-header';
import type { Crumb } from '@/components/shell/page-header';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { storeQuery } from '@/lib/stores/queries';

import { pairOf, togglePicked } from './compared';
import type { Picked } from './compared';
import { DeletedHeader } from './deleted-header';
import { MemoryHeader } from './memory-header';
import { MemorySkeleton } from './memory-skeleton';
import { PickedHint } from './picked-hint';
import { ShownText } from './shown-text';
import { SizeChart } from './size-chart';
import { useMemory, useSizes, useVersions } from './use-memory';
import type { MemoryPlace } from './use-memory';
import { useMemoryAddress } from './use-memory-address';
import { useMemoryKeys } from './use-memory-keys';
import { useKnownHead, usePrefetchedNeighbours, useShownVersion } from './use-shown-version';
import { VersionTimeline } from './version-timeline';

type MemoryViewProps = MemoryPlace & {
  /** Where the timeline is entered, when the version asked for is not among the newest. */
  startAt: string | null;
};

function crumbsOf(workspaceId: string, storeId: string, storeName: string, path: string | null): Crumb[] {
  const stores = `/w/${workspaceId}/stores`;
  return [
    { name: 'Stores', href: stores },
    { name: storeName, href: `${stores}/${storeId}` },
    { name: path ?? 'A memory without a path' },
  ];
}

/** One memory: what it is, its text in every view, and all its versions. */
export function MemoryView({ storeId, memoryId, startAt: atFirst }: MemoryViewProps) {
  const workspaceId = useWorkspaceId();
  const place = { storeId, memoryId };
  const { memory, isDeleted, error, retry } = useMemory(place);
  const [startAt, setStartAt] = useState(atFirst);
  const versions = useVersions(place, startAt);
  const sizes = useSizes(place);
  const { data: store } = useQuery(storeQuery(workspaceId, storeId));
  const { loaded } = versions;
  const { address, go } = useMemoryAddress();
  const asked = address.version ?? address.to;
  const shown = useShownVersion({ storeId, memory, versions, asked });
  useKnownHead(storeId, memory, loaded);
  usePrefetchedNeighbours(storeId, loaded, shown.id);

  const [isPicking, setIsPicking] = useState<Picked>([]);
  const compared = [address.from, address.to].filter((id) => id !== null);
  const picked = compared.length === 2 ? compared : isPicking;

  const select = (id: string, options?: { isStep?: boolean }) => {
    const view = address.view === 'blame' || address.view === 'edit' ? 'content' : address.view;
    if (!loaded.some((version) => version.id === id)) setStartAt(id === versions.newestId ? null : id);
    go({ view, version: id === versions.newestId ? null : id }, options);
  };
  const pick = (id: string) => {
    const next = togglePicked(picked, id);
    const pair = pairOf(next, loaded);
    // A pair is the URL's from then on.
    setIsPicking(pair ? [] : next);
    if (pair) go({ view: 'diff', ...pair });
    else if (compared.length === 2) go({ view: 'content', version: address.version });
  };
  useMemoryKeys({ loaded, shownId: shown.id, select, go });

  if (error && !memory) return <Failure what="this memory" error={error} onRetry={retry} />;
  if (!memory && !isDeleted) return <MemorySkeleton />;
  const path = memory?.path ?? loaded.find((version) => version.path !== null)?.path ?? null;
  return (
    <>
      <PageHeader
        crumbs={crumbsOf(workspaceId, storeId, store?.name ?? '…', path)}
        actions={memory && <MemoryActs memory={memory} />}
      />
      <main id="page" className="@container min-w-0">
        {memory ? (
          <MemoryHeader memory={memory} versions={loaded} versionCount={versions.count} />
        ) : (
          <DeletedHeader versions={loaded} />
        )}
        <SizeChart points={sizes} shownId={shown.id} onSelect={(id) => select(id, { isStep: true })} />
        <div className="border-t border-line @min-[820px]:grid @min-[820px]:grid-cols-[minmax(0,1fr)_372px]">
          <ShownText
            place={place}
            memory={memory}
            address={address}
            go={go}
            shown={shown}
            versions={versions}
          />
          <section
            aria-label="Versions"
            className="flex max-h-[480px] flex-col border-line @max-[819px]:border-t @min-[820px]:sticky @min-[820px]:top-12 @min-[820px]:h-[calc(100dvh-48px)] @min-[820px]:max-h-none @min-[820px]:border-l"
          >
            <PickedHint picked={picked} versions={versions} />
            <VersionTimeline
              versions={versions}
              memory={memory}
              shownId={shown.id}
              picked={picked}
              onSelect={select}
              onPick={pick}
            />
          </section>
        </div>
      </main>
    </>
  );
}
