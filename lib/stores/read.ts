import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import type { MemoryStore } from '@/lib/db/generated/client';
import { readWorkspace, withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { findStatistics } from './find-statistics';
import { assertMayReadStores, presentStore, storeNotFound } from './internal';
import { canSeeStatistics, canSeeStore } from './policy';
import type { ListStoresQuery, StoreResource } from './schema';

type ShownStore = Parameters<typeof presentStore>[0] & Pick<MemoryStore, 'memoryCount'>;

/** Agents learn how many memories there are; people and operators also what else is counted. */
async function presentGoverned(
  query: Query,
  actor: Actor,
  stores: readonly ShownStore[],
): Promise<StoreResource[]> {
  const ids = stores.map((store) => store.id);
  const statistics = canSeeStatistics(actor) ? await findStatistics(query, actor.workspaceId, ids) : null;
  return stores.map((store) =>
    presentStore(store, statistics?.get(store.id) ?? { memory_count: store.memoryCount }),
  );
}

const selectStore = `SELECT s.id, s.name, s.description, s.metadata, s.memory_count AS "memoryCount", s.created_at AS "createdAt",
    s.updated_at AS "updatedAt", s.archived_at AS "archivedAt"
  FROM memory_store s WHERE s.workspace_id = $1 AND s.id = $2 AND s.deleted_at IS NULL`;

/** Needs `memories:read` or `audit:read`. */
export async function retrieveStore(
  actor: Actor,
  storeId: string,
  withGovernance: boolean,
): Promise<StoreResource> {
  assertMayReadStores(actor);
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  return readWorkspace(actor, async (query) => {
    const [store] = await query<ShownStore>(selectStore, [actor.workspaceId, storeId], 'retrieve_store');
    if (!store) throw storeNotFound(storeId);
    return withGovernance ? (await presentGoverned(query, actor, [store]))[0]! : presentStore(store);
  });
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
  const stores = await withWorkspace(actor, (tx) =>
    tx.memoryStore.findMany({
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
    }),
  );
  const shown = stores.slice(0, query.limit);
  const last = shown.at(-1);
  const isGoverned = query.include === 'governance';
  return {
    data: isGoverned
      ? await readWorkspace(actor, (run) => presentGoverned(run, actor, shown))
      : shown.map((store) => presentStore(store)),
    next_page:
      last && stores.length > query.limit
        ? sealCursor({ createdAt: String(last.createdAt), id: last.id } satisfies Position, listing)
        : null,
  };
}
