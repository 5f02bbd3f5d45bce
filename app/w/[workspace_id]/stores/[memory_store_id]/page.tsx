import type { Metadata } from 'next';

import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { OverviewLinks } from '@/components/store-overview/overview-links';
import { StoreOverview } from '@/components/store-overview/store-overview';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { storeQuery } from '@/lib/stores/queries';
import { retrieveStore } from '@/lib/stores/read';

type PageProps = { params: Promise<{ workspace_id: string; memory_store_id: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  const actor = await requirePageActor(workspaceId);
  const { name } = await orNotFound(retrieveStore(actor, storeId, false));
  return { title: name };
}

export default async function StorePage({ params }: PageProps) {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  const actor = await requirePageActor(workspaceId);
  const store = await orNotFound(retrieveStore(actor, storeId, true));
  return (
    <Hydrate data={[[storeQuery(workspaceId, storeId).queryKey, store]]}>
      <PageHeader
        crumbs={[{ name: 'Stores', href: `/w/${workspaceId}/stores` }, { name: store.name }]}
        actions={<OverviewLinks workspaceId={workspaceId} storeId={storeId} />}
      />
      <main id="page">
        <StoreOverview workspaceId={workspaceId} storeId={storeId} />
      </main>
    </Hydrate>
  );
}
