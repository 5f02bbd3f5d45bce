import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { assertMayReadReverts, getRevert, presentRevert } from './internal';
import type { RevertItemResource, RevertResource } from './schema';

type PageQuery = { limit: number; page?: string | undefined };
type Page<Item> = { data: Item[]; next_page: string | null };

/** Needs `history:read`, and never an agent. */
export async function retrieveRevert(actor: Actor, revertId: string): Promise<RevertResource> {
  assertMayReadReverts(actor);
  return withWorkspace(actor, async (tx) => presentRevert(await getRevert(tx, actor, revertId)));
}

type Position = { createdAt: string; id: string };

function before({ createdAt, id }: Position) {
  const at = BigInt(createdAt);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

/** A page of reverts, newest first. Needs `history:read`, and never an agent. */
export async function listReverts(actor: Actor, query: PageQuery): Promise<Page<RevertResource>> {
  assertMayReadReverts(actor);
  const listing = ['reverts', actor.workspaceId];
  const position = query.page === undefined ? null : (openCursor(query.page, listing) as Position);
  return withWorkspace(actor, async (tx) => {
    const found = await tx.revert.findMany({
      where: { workspaceId: actor.workspaceId, ...(position && before(position)) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
    });
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    const hasNext = found.length > query.limit && last !== undefined;
    const next = last && ({ createdAt: String(last.createdAt), id: last.id } satisfies Position);
    return { data: shown.map(presentRevert), next_page: hasNext ? sealCursor(next, listing) : null };
  });
}

type ItemRow = Omit<RevertItemResource, 'type' | 'expected_head_version_id'> & { expected_head_id: string };

function presentItem({ expected_head_id: expectedHeadId, ...row }: ItemRow): RevertItemResource {
  return { type: 'revert_item', ...row, expected_head_version_id: expectedHeadId };
}

/** A page of a revert's memories, in the order in which they are carried out. Needs `history:read`, and never an agent. */
export async function listRevertItems(
  actor: Actor,
  revertId: string,
  query: PageQuery,
): Promise<Page<RevertItemResource>> {
  assertMayReadReverts(actor);
  const { workspaceId } = actor;
  const listing = ['revert_items', workspaceId, revertId];
  const from = query.page === undefined ? 0 : (openCursor(query.page, listing) as number);
  return withWorkspace(actor, async (tx) => {
    await getRevert(tx, actor, revertId);
    // A deleted memory has no path, but the version that records its deletion has.
    const rows = await tx.$queryRaw<ItemRow[]>`
      SELECT i.position, i.memory_store_id, i.memory_id, i.classification, i.action, i.target_version_id, i.expected_head_id,
        i.result_version_id, i.outcome, i.error_code,
        CASE WHEN s.deleted_at IS NULL THEN coalesce(m.path, h.path) END AS memory_path
      FROM revert_item i
        LEFT JOIN memory_store s ON s.workspace_id = i.workspace_id AND s.id = i.memory_store_id
        LEFT JOIN memory m ON m.workspace_id = i.workspace_id AND m.id = i.memory_id
        LEFT JOIN memory_version h ON h.workspace_id = m.workspace_id AND h.id = m.head_version_id
      WHERE i.workspace_id = ${workspaceId} AND i.revert_id = ${revertId} AND i.position >= ${from}
      ORDER BY i.position LIMIT ${query.limit + 1}`;
    const hasNext = rows.length > query.limit;
    return {
      data: rows.slice(0, query.limit).map(presentItem),
      next_page: hasNext ? sealCursor(from + query.limit, listing) : null,
    };
  });
}
