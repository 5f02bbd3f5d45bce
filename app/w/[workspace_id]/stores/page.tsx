import type { Metadata } from 'next';

import { ConnectSteps } from '@/components/connect/connect-steps';
import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { CreateStore } from '@/components/stores/create-store';
import { readListing } from '@/components/stores/listing';
import { StoreList } from '@/components/stores/store-list';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { storesAPage, storesQuery } from '@/lib/stores/queries';
import { searchStores } from '@/lib/stores/search-stores';
import { listAdministratorNames } from '@/lib/workspaces/read';

type PageProps = {
  params: Promise<{ workspace_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Stores' };

function toParams(search: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => [[name, String(value ?? '')]]),
  );
}

export default async function StoresPage({ params, searchParams }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const listing = readListing(toParams(await searchParams));
  const page = await searchStores(actor, { ...listing, limit: storesAPage });
  const any = page.data.length > 0 ? page : await searchStores(actor, { ...listing, state: 'all', limit: 1 });
  const isNew = any.data.length === 0;
  const { queryKey, initialPageParam } = storesQuery(workspaceId, listing);
  return (
    <div className="flex h-dvh flex-col max-[899px]:h-[calc(100dvh-56px)]">
      <Hydrate data={[[queryKey, { pages: [page], pageParams: [initialPageParam] }]]}>
        <PageHeader crumbs={[{ name: 'Stores' }]} actions={<CreateStore />} />
        <main id="page" className="flex min-h-0 grow flex-col overflow-y-auto">
          {isNew ? (
            <ConnectSteps stores={[]} administrators={await listAdministratorNames(actor)} />
          ) : (
            <StoreList />
          )}
        </main>
      </Hydrate>
    </div>
  );
}
