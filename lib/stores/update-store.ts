import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { MemoryStore } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';
import { invalidRequest } from '@/lib/errors/app-error';
import { maxMetadataPairs, tooManyPairs } from '@/lib/http/fields';

import { assertMayManageStores, lockStore, presentStore, storeArchived } from './internal';
import type { StoreResource, UpdateStoreBody } from './schema';

type Changes = { name?: string; description?: string; metadata?: Record<string, string> };

function patchMetadata(
  current: Record<string, string>,
  patch: Record<string, string | null>,
): Record<string, string> {
  const merged: Record<string, string | null> = { ...current, ...patch };
  return Object.fromEntries(
    Object.entries(merged).filter((pair): pair is [string, string] => pair[1] !== null),
  );
}

function isSameMap(left: Record<string, string>, right: Record<string, string>): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

function findChanges(store: MemoryStore, body: UpdateStoreBody): Changes {
  const current = store.metadata as Record<string, string>;
  const metadata = body.metadata === undefined ? current : patchMetadata(current, body.metadata);
  if (Object.keys(metadata).length > maxMetadataPairs) throw invalidRequest(tooManyPairs);
  const description = body.description === undefined ? store.description : (body.description ?? '');
  return {
    ...(body.name !== undefined && body.name !== store.name && { name: body.name }),
    ...(description !== store.description && { description }),
    ...(!isSameMap(metadata, current) && { metadata }),
  };
}

/** Changes what is said of a store. Needs `admin`; an archived store is refused; without a change nothing is recorded. */
export async function updateStore(
  actor: Actor,
  storeId: string,
  body: UpdateStoreBody,
): Promise<StoreResource> {
  assertMayManageStores(actor);
  return withWorkspace(actor, async (tx) => {
    const { store, now } = await lockStore(tx, actor, storeId);
    if (store.archivedAt !== null) throw storeArchived(storeId);
    const changes = findChanges(store, body);
    const changed = Object.keys(changes) as (keyof Changes)[];
    if (changed.length === 0) return presentStore(store);

    const updated = await tx.memoryStore.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: storeId } },
      data: { ...changes, updatedAt: now },
    });
    await appendAudit(tx, actor, {
      action: 'memory_store.updated',
      target: { type: 'memory_store', id: storeId },
      memoryStoreId: storeId,
      details: { changed },
    });
    return presentStore(updated);
  });
}
