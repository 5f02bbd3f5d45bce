import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { assertMayReadStores, getStore, presentStore } from './internal';
import type { ListStoresQuery, StoreResource } from './schema';

/** Needs `memories:read` or `audit:read`. */
export async function retrieveStore(
  actor: Actor,
  storeId: string,
  withGovernance: boolean,
): Promise<StoreResource> {
  assertMayReadStores(actor);
  return withWorkspace(actor, async (tx) => presentStore(await getStore(tx, actor, storeId), withGovernance));
}

type Position = { createdAt: string; id: string };

/** A page of stores, newest first. Needs `memories:read` or `audit:read`. */
export async function listStores(
  actor: Actor,
  query: ListStoresQuery,
): Promise<{ data: StoreResource[]; next_page: string | null }> {
  assertMayReadStores(actor);
  const from = query['created_at[gte]'];
  const to = query['created_at[lte]'];
  const listing = [
    'memory_stores',
    actor.workspaceId,
    query.include_archived === true,
    String(from),
    String(to),
  ];
  const position = query.page === undefined ? null : (openCursor(query.page, listing) as Position);
  return withWorkspace(actor, async (tx) => {
    const stores = await tx.memoryStore.findMany({
      where: {
        workspaceId: actor.workspaceId,
        deletedAt: null,
        ...(query.include_archived !== true && { archivedAt: null }),
        ...(actor.attachments && { id: { in: [...actor.attachments.keys()] } }),
        createdAt: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) },
        ...(position && {
          OR: [
            { createdAt: { lt: BigInt(position.createdAt) } },
            { createdAt: BigInt(position.createdAt), id: { lt: position.id } },
          ],
        }),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
    });
    const shown = stores.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      data: shown.map((store) => presentStore(store, query.include === 'governance')),
      next_page:
        last && stores.length > query.limit
          ? sealCursor({ createdAt: String(last.createdAt), id: last.id } satisfies Position, listing)
          : null,
    };
  });
}
