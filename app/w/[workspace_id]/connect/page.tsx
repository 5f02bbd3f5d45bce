import type { Metadata } from 'next';

import { ConnectSteps } from '@/components/connect/connect-steps';
import { PageHeader } from '@/components/shell/page-header';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { searchStores } from '@/lib/stores/search-stores';
import { listAdministratorNames } from '@/lib/workspaces/read';

type PageProps = {
  params: Promise<{ workspace_id: string }>;
  searchParams: Promise<{ store?: string | string[] }>;
};

export const metadata: Metadata = { title: 'Connect an agent' };

const offeredStores = 100;

export default async function ConnectPage({ params, searchParams }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const { store: storeId } = await searchParams;
  const actor = await requirePageActor(workspaceId);
  const stores = await searchStores(actor, {
    state: 'active',
    order: 'last_write',
    direction: 'desc',
    limit: offeredStores,
  });
  return (
    <>
      <PageHeader crumbs={[{ name: 'Connect' }]} />
      <main id="page">
        <ConnectSteps
          stores={stores.data.map(({ id, name }) => ({ id, name }))}
          storeId={typeof storeId === 'string' ? storeId : undefined}
          administrators={await listAdministratorNames(actor)}
        />
      </main>
    </>
  );
}
