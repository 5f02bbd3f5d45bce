import type { Metadata } from 'next';

import { LookBackPage } from '@/components/history/look-back-page';
import { StoreTimeline } from '@/components/history/store-timeline';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { retrieveStore } from '@/lib/stores/read';

type PageProps = { params: Promise<{ workspace_id: string; memory_store_id: string }> };

export const metadata: Metadata = { title: 'History' };

export default async function StoreHistoryPage({ params }: PageProps) {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  const actor = await requirePageActor(workspaceId);
  const store = await orNotFound(retrieveStore(actor, storeId, false));
  return (
    <LookBackPage workspaceId={workspaceId} store={store} name="History">
      <StoreTimeline storeId={storeId} />
    </LookBackPage>
  );
}
