import type { Metadata } from 'next';
import Link from 'next/link';

import { RevertList } from '@/components/reverts/revert-list';
import { RevertsForbidden } from '@/components/reverts/reverts-forbidden';
import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canReadReverts } from '@/lib/reverts/policy';
import { revertsAPage, revertsQuery } from '@/lib/reverts/queries';
import { listReverts } from '@/lib/reverts/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Reverts' };

export default async function RevertsPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canReadReverts(actor)) return <RevertsForbidden />;
  const page = await listReverts(actor, { limit: revertsAPage });
  const { queryKey, initialPageParam } = revertsQuery(workspaceId);
  const root = `/w/${workspaceId}`;
  return (
    <div className="flex h-dvh flex-col max-[899px]:h-[calc(100dvh-56px)]">
      <Hydrate data={[[queryKey, { pages: [page], pageParams: [initialPageParam] }]]}>
        <PageHeader
          crumbs={[{ name: 'Sessions', href: `${root}/sessions` }, { name: 'Reverts' }]}
          actions={
            <Link href={`${root}/reverts/new`} className={buttonClass()}>
              Revert what a key wrote…
            </Link>
          }
        />
        <main id="page" className="flex min-h-0 grow flex-col overflow-y-auto">
          <RevertList />
        </main>
      </Hydrate>
    </div>
  );
}
