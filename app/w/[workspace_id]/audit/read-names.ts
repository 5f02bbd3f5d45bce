import { listActorIds, listStoreIds } from '@/components/audit/named-ids';
import type { AuditEntryResource } from '@/lib/audit/schema';
import type { Actor } from '@/lib/auth/actor';
import { nameActors } from '@/lib/sessions/name-actors';
import { actorNamesQuery } from '@/lib/sessions/queries';
import { storeQuery } from '@/lib/stores/queries';
import { retrieveStore } from '@/lib/stores/read';

type Known = readonly [readonly unknown[], unknown];

/** What the people, keys, sessions and stores of the entries are called, for the browser's cache; what is gone has no name. */
export async function readNames(actor: Actor, entries: readonly AuditEntryResource[]): Promise<Known[]> {
  const { workspaceId } = actor;
  const actors = listActorIds(entries).map(async (ids): Promise<Known> => {
    return [actorNamesQuery(workspaceId, ids).queryKey, await nameActors(actor, { ids })];
  });
  const stores = listStoreIds(entries).map(async (id): Promise<Known[]> => {
    const store = await retrieveStore(actor, id, true).catch(() => null);
    return store ? [[storeQuery(workspaceId, id).queryKey, store]] : [];
  });
  return [...(await Promise.all(actors)), ...(await Promise.all(stores)).flat()];
}
