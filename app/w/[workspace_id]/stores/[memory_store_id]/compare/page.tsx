import type { Metadata } from 'next';

import { StoreCompare } from '@/components/history/store-compare';
import { PageHeader } from '@/components/shell/page-header';
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
  const root = `/w/${workspaceId}/stores`;
  return (
    <div className="flex h-dvh flex-col max-[899px]:h-[calc(100dvh-56px)]">
      <PageHeader
        crumbs={[
          { name: 'Stores', href: root },
          { name: store.name, href: `${root}/${storeId}` },
          { name: 'Compare' },
        ]}
      />
      <main id="page" className="flex min-h-0 grow flex-col overflow-y-auto">
        <StoreCompare
          storeId={storeId}
          stores={stores.data.map(({ id, name }) => ({ id, name }))}
          sessions={sessions.data.map(({ id, agent, created_at: createdAt }) => ({
            id,
            agent: agent.id,
            createdAt,
          }))}
        />
      </main>
    </div>
  );
}
