import type { QueryKey } from '@tanstack/react-query';

import { overviewKey } from '@/lib/overview/keys';
import { revertKey, revertsKey } from '@/lib/reverts/keys';
import { sessionKey, sessionsKey } from '@/lib/sessions/keys';
import { storeKey, storesKey } from '@/lib/stores/keys';

import type { ChangeResource } from './schema';

function keysOfStore(workspaceId: string, storeId: string): QueryKey[] {
  return [
    storeKey(workspaceId, storeId),
    storesKey(workspaceId),
    overviewKey(workspaceId),
    [workspaceId, 'writes'],
  ];
}

/** What a browser may have in its cache that a change has made old. */
export function keysTouchedBy(workspaceId: string, change: ChangeResource): QueryKey[] {
  const { target, actor } = change;
  const storeId = target.type === 'memory_store' ? target.id : change.memory_store_id;
  const isSession = target.type === 'session';
  return [
    [workspaceId, 'trail'],
    ...(storeId === null ? [] : keysOfStore(workspaceId, storeId)),
    ...(isSession ? [sessionsKey(workspaceId), sessionKey(workspaceId, target.id)] : []),
    ...(actor.type === 'session_actor' ? [sessionKey(workspaceId, actor.session_id)] : []),
    ...(target.type === 'revert' ? [revertsKey(workspaceId), revertKey(workspaceId, target.id)] : []),
  ];
}
