import type { Metadata } from 'next';

import { RevertView } from '@/components/reverts/revert-view';
import { RevertsForbidden } from '@/components/reverts/reverts-forbidden';
import { Hydrate } from '@/components/shell/hydrate';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canReadReverts } from '@/lib/reverts/policy';
import { itemsAPage, revertItemsQuery, revertQuery } from '@/lib/reverts/queries';
import { listRevertItems, retrieveRevert } from '@/lib/reverts/read';

type PageProps = { params: Promise<{ workspace_id: string; revert_id: string }> };

export const metadata: Metadata = { title: 'Revert' };

export default async function RevertPage({ params }: PageProps) {
  const { workspace_id: workspaceId, revert_id: revertId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canReadReverts(actor)) return <RevertsForbidden />;
  const [revert, items] = await orNotFound(
    Promise.all([retrieveRevert(actor, revertId), listRevertItems(actor, revertId, { limit: itemsAPage })]),
  );
  const { queryKey, initialPageParam } = revertItemsQuery(workspaceId, revert, {});
  return (
    <Hydrate
      data={[
        [revertQuery(workspaceId, revertId).queryKey, revert],
        [queryKey, { pages: [items], pageParams: [initialPageParam] }],
      ]}
    >
      <RevertView key={revertId} revertId={revertId} />
    </Hydrate>
  );
}
