'use client';

import { useQuery } from '@tanstack/react-query';

import { StoreActs } from '@/components/stores/store-acts';
import { storeQuery } from '@/lib/stores/queries';

import { OverviewLinks } from './overview-links';

type OverviewActionsProps = { workspaceId: string; storeId: string };

/** Where else a store is looked at, and what can be done with all of it. */
export function OverviewActions({ workspaceId, storeId }: OverviewActionsProps) {
  const { data: store } = useQuery(storeQuery(workspaceId, storeId));
  return (
    <>
      <OverviewLinks workspaceId={workspaceId} storeId={storeId} />
      {store && <StoreActs store={store} />}
    </>
  );
}
