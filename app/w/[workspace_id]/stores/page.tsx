import type { Metadata } from 'next';

import { PageHeader } from '@/components/shell/page-header';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { listStores } from '@/lib/stores/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Stores' };

export default async function StoresPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const stores = await listStores(actor, { limit: 100, include: 'governance' });
  return (
    <>
      <PageHeader crumbs={[{ name: 'Stores' }]} />
      <main id="page" className="p-4">
        <ul>
          {stores.data.map((store) => (
            <li key={store.id}>
              <a href={`/w/${workspaceId}/stores/${store.id}`}>{store.name}</a>
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}
