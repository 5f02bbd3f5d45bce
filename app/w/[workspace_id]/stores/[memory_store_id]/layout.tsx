import type { ReactNode } from 'react';

import { Hydrate } from '@/components/shell/hydrate';
import { StorePanes } from '@/components/tree/store-panes';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { listTree } from '@/lib/memories/list-tree';
import { canBrowseTree } from '@/lib/memories/policy';
import { folderKey, toWindow } from '@/lib/memories/queries';
import { storeQuery } from '@/lib/stores/queries';
import { findPageStore } from '@/lib/stores/find-page-store';

type LayoutProps = {
  params: Promise<{ workspace_id: string; memory_store_id: string }>;
  children: ReactNode;
};

const firstRows = 100;

export default async function StoreLayout({ params, children }: LayoutProps) {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canBrowseTree(actor)) return children;
  const [store, root] = await Promise.all([
    findPageStore(workspaceId, storeId),
    orNotFound(listTree(actor, { memory_store_id: storeId, path_prefix: '/', limit: firstRows })),
  ]);
  const data = [
    [storeQuery(workspaceId, storeId).queryKey, store],
    [folderKey({ workspaceId, storeId }, '/'), toWindow(root)],
  ] as const;
  return (
    <Hydrate data={data}>
      <StorePanes workspaceId={workspaceId} store={store}>
        {children}
      </StorePanes>
    </Hydrate>
  );
}
