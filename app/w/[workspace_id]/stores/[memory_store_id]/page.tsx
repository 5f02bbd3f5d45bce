import type { Metadata } from 'next';

import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { OverviewActions } from '@/components/store-overview/overview-actions';
import { StoreOverview } from '@/components/store-overview/store-overview';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { storeQuery } from '@/lib/stores/queries';
import { findPageStore } from '@/lib/stores/find-page-store';

type PageProps = { params: Promise<{ workspace_id: string; memory_store_id: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  return { title: (await findPageStore(workspaceId, storeId)).name };
}

export default async function StorePage({ params }: PageProps) {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  await requirePageActor(workspaceId);
  const store = await findPageStore(workspaceId, storeId);
  return (
    <Hydrate data={[[storeQuery(workspaceId, storeId).queryKey, store]]}>
      <PageHeader
        crumbs={[{ name: 'Stores', href: `/w/${workspaceId}/stores` }, { name: store.name }]}
        actions={<OverviewActions workspaceId={workspaceId} storeId={storeId} />}
      />
      <main id="page">
        <StoreOverview workspaceId={workspaceId} storeId={storeId} />
      </main>
    </Hydrate>
  );
}
