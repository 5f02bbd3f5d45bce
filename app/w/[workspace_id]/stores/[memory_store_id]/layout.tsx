import type { ReactNode } from 'react';

import { Hydrate } from '@/components/shell/hydrate';
import { StorePanes } from '@/components/tree/store-panes';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { listTree } from '@/lib/memories/list-tree';
import { canBrowseTree } from '@/lib/memories/policy';
import { folderKey, toWindow } from '@/lib/memories/queries';
import { storeQuery } from '@/lib/stores/queries';
import { retrieveStore } from '@/lib/stores/read';

type LayoutProps = {
  params: Promise<{ workspace_id: string; memory_store_id: string }>;
  children: ReactNode;
};

const firstRows = 100;

export default async function StoreLayout({ params, children }: LayoutProps) {
  const { workspace_id: workspaceId, memory_store_id: storeId } = await params;
  const actor = await requirePageActor(workspaceId);
  const store = await orNotFound(retrieveStore(actor, storeId, true));
  if (!canBrowseTree(actor)) return children;
  const root = await orNotFound(
    listTree(actor, { memory_store_id: storeId, path_prefix: '/', limit: firstRows }),
  );
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
