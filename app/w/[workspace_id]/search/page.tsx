import type { Metadata } from 'next';

import { SearchView } from '@/components/search/search-view';
import { PageHeader } from '@/components/shell/page-header';
import { requirePageActor } from '@/lib/auth/require-page-actor';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Search' };

export default async function SearchPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  await requirePageActor(workspaceId);
  return (
    <>
      <PageHeader crumbs={[{ name: 'Search' }]} />
      <main id="page">
        <SearchView />
      </main>
    </>
  );
}
