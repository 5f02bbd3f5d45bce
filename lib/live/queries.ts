import type { QueryKey } from '@tanstack/react-query';

import { storeKey, storesKey } from '@/lib/stores/queries';

import type { ChangeResource } from './schema';

function storeOf({ target, memory_store_id: storeId }: ChangeResource): string | null {
  return target.type === 'memory_store' ? target.id : storeId;
}

/** What a browser may have in its cache that a change has made old. */
export function keysTouchedBy(workspaceId: string, change: ChangeResource): QueryKey[] {
  const storeId = storeOf(change);
  return [
    ...(storeId === null ? [] : [storeKey(workspaceId, storeId), storesKey(workspaceId)]),
    ...(change.target.type === 'session' ? [[workspaceId, 'sessions']] : []),
  ];
}
