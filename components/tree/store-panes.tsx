'use client';

import { useParams, useSearchParams, useSelectedLayoutSegment } from 'next/navigation';
import { useState } from 'react';
import type { ReactNode } from 'react';

import { useQuery } from '@tanstack/react-query';
import { classNames } from '@/components/ui/class-names';
import { storeQuery } from '@/lib/stores/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { TreePane } from './tree-pane';
import { useIsNarrow } from './use-is-narrow';

type StorePanesProps = { workspaceId: string; store: StoreResource; children: ReactNode };

/** The tree beside the page of the store or of a memory; below 900 px each is a page of its own. What looks back has no tree of now. */
export function StorePanes({ workspaceId, store: atFirst, children }: StorePanesProps) {
  const segment = useSelectedLayoutSegment();
  const { memory_id: memoryId } = useParams<{ memory_id?: string }>();
  const isOverview = useSearchParams().get('pane') === 'overview';
  const isNarrow = useIsNarrow();
  const { data: store } = useQuery({
    ...storeQuery(workspaceId, atFirst.id),
    initialData: atFirst,
  });
  const hasTree = segment === null || segment === 'memories';
  const [hadTree, setHadTree] = useState(hasTree);
  if (hasTree && !hadTree) setHadTree(true);
  const isTreeAlone = segment === null && !isOverview;

  return (
    <div
      className={classNames(
        'grow',
        hasTree && 'min-[900px]:grid min-[900px]:grid-cols-[300px_minmax(0,1fr)]',
      )}
    >
      {hadTree && (
        <div
          role={isNarrow && isTreeAlone ? 'main' : 'complementary'}
          aria-label="Memories"
          className={classNames(
            'flex flex-col border-line min-[900px]:sticky min-[900px]:top-0 min-[900px]:h-dvh min-[900px]:border-r',
            'max-[899px]:h-[calc(100dvh-56px)]',
            !isTreeAlone && 'max-[899px]:hidden',
            !hasTree && 'min-[900px]:hidden',
          )}
        >
          <TreePane workspaceId={workspaceId} store={store} shownMemoryId={memoryId ?? null} />
        </div>
      )}
      <div className={classNames('flex min-w-0 flex-col', isTreeAlone && 'max-[899px]:hidden')}>
        {children}
      </div>
    </div>
  );
}
