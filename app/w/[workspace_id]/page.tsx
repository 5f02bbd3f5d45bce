import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { Overview } from '@/components/overview/overview';
import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { overviewQuery } from '@/lib/overview/queries';
import { retrieveOverview } from '@/lib/overview/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Overview' };

/** A workspace without a store begins where the first one is made. */
export default async function OverviewPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const overview = await retrieveOverview(actor);
  if (overview.store_count === 0) redirect(`/w/${workspaceId}/stores`);
  return (
    <Hydrate data={[[overviewQuery(workspaceId).queryKey, overview]]}>
      <PageHeader crumbs={[{ name: 'Overview' }]} />
      <main id="page">
        <Overview />
      </main>
    </Hydrate>
  );
}
