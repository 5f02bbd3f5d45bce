import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { MemoryStore } from '@/lib/db/generated/client';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { forbidden, invalidRequest, notFound } from '@/lib/errors/app-error';

import { canManageStores, canReadStores, canSeeStore } from './policy';
import type { StoreResource } from './schema';

/** Echoed ids are cut: nobody needs more of a wrong one. */
export function storeNotFound(storeId: string) {
  return notFound(`memory store not found: ${storeId.slice(0, 64)}`);
}

export function storeArchived(storeId: string) {
  return invalidRequest(`cannot modify archived resource: memory store ${storeId}`);
}

export function presentStore(
  store: Pick<
    MemoryStore,
    'id' | 'name' | 'description' | 'metadata' | 'createdAt' | 'updatedAt' | 'archivedAt'
  >,
  governance?: StoreResource['governance'],
): StoreResource {
  return {
    id: store.id,
    type: 'memory_store',
    name: store.name,
    description: store.description,
    metadata: store.metadata as Record<string, string>,
    created_at: formatInstant(store.createdAt),
    updated_at: formatInstant(store.updatedAt),
    archived_at: formatOptionalInstant(store.archivedAt),
    ...(governance && { governance }),
  };
}

export function assertMayReadStores(actor: Actor): void {
  if (!canReadStores(actor)) throw forbidden('reading memory stores needs the scope memories:read');
}

export function assertMayManageStores(actor: Actor): void {
  if (!canManageStores(actor)) throw forbidden('creating and changing memory stores needs the scope admin');
}

export async function getStore(
  tx: WorkspaceTransaction,
  actor: Actor,
  storeId: string,
): Promise<MemoryStore> {
  const store = canSeeStore(actor, storeId)
    ? await tx.memoryStore.findFirst({
        where: { workspaceId: actor.workspaceId, id: storeId, deletedAt: null },
      })
    : null;
  if (!store) throw storeNotFound(storeId);
  return store;
}

/** The store with its lock held alone until the transaction ends, and the clock as it was after the lock. */
export async function lockStore(
  tx: WorkspaceTransaction,
  actor: Actor,
  storeId: string,
): Promise<{ store: MemoryStore; now: bigint }> {
  const [clock] = await tx.$queryRaw<{ now: bigint }[]>`
    SELECT now_us() AS now FROM lock_store(${actor.workspaceId}, ${storeId}, true)`;
  return { store: await getStore(tx, actor, storeId), now: clock!.now };
}
