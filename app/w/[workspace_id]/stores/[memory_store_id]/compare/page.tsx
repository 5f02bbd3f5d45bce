import type { Metadata } from 'next';

import { LookBackPage } from '@/components/history/look-back-page';
import { StoreCompare } from '@/components/history/store-compare';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { listSessions } from '@/lib/sessions/read';
import { listStores, retrieveStore } from '@/lib/stores/read';

type PageProps = { params: Promise<{ workspace_id: string; memory_store_id: string }> };

export const metadata: Metadata = { title: 'Compare' };

const recentSessions = 20;

export default async function ComparePage({ params }: PageProps) {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  const actor = await requirePageActor(workspaceId);
  const store = await orNotFound(retrieveStore(actor, storeId, false));
  const stores = await listStores(actor, { limit: 100 });
  const sessions = await listSessions(actor, {
    memory_store_id: storeId,
    limit: recentSessions,
    order: 'desc',
    include_archived: true,
  });
  return (
    <LookBackPage workspaceId={workspaceId} store={store} name="Compare">
      <StoreCompare
        storeId={storeId}
        stores={stores.data.map(({ id, name }) => ({ id, name }))}
        sessions={sessions.data.map(({ id, agent, created_at: createdAt }) => ({
          id,
          agent: agent.id,
          createdAt,
        }))}
      />
    </LookBackPage>
  );
}
