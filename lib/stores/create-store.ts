import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { invalidRequest } from '@/lib/errors/app-error';

import { assertMayManageStores, presentStore } from './internal';
import type { CreateStoreBody, StoreResource } from './schema';

async function assertRoom(tx: WorkspaceTransaction, workspaceId: string): Promise<void> {
  const limit = env().LIMIT_STORES_PER_WORKSPACE;
  if (limit === 0) return;
  const count = await tx.memoryStore.count({ where: { workspaceId, deletedAt: null } });
  if (count >= limit) throw invalidRequest(`the workspace has reached its limit of ${limit} memory stores`);
}

/** Creates an empty store. Needs `admin`; throws `invalid_request` when the workspace may hold no more stores. */
export async function createStore(actor: Actor, body: CreateStoreBody): Promise<StoreResource> {
  assertMayManageStores(actor);
  return withWorkspace(actor, async (tx) => {
    await assertRoom(tx, actor.workspaceId);
    const [clock] = await tx.$queryRaw<{ now: bigint }[]>`SELECT now_us() AS now`;
    const store = await tx.memoryStore.create({
      data: {
        workspaceId: actor.workspaceId,
        id: newId('memstore'),
        name: body.name,
        description: body.description ?? '',
        metadata: body.metadata ?? {},
        createdAt: clock!.now,
        updatedAt: clock!.now,
      },
    });
    await appendAudit(tx, actor, {
      action: 'memory_store.created',
      target: { type: 'memory_store', id: store.id },
      memoryStoreId: store.id,
      details: {},
    });
    return presentStore(store);
  });
}
