import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { assertMayReadReverts, getRevert, presentRevert } from './internal';
import type { ListRevertItemsQuery, ListRevertsQuery, RevertItemResource, RevertResource } from './schema';

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
export async function listReverts(actor: Actor, query: ListRevertsQuery): Promise<Page<RevertResource>> {
  assertMayReadReverts(actor);
  const subjectId = query.subject_id;
  const listing = ['reverts', actor.workspaceId, subjectId ?? null];
  const position = query.page === undefined ? null : (openCursor(query.page, listing) as Position);
  return withWorkspace(actor, async (tx) => {
    const found = await tx.revert.findMany({
      where: {
        workspaceId: actor.workspaceId,
        ...(subjectId !== undefined && { subjectId }),
        ...(position && before(position)),
      },
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

type PlannedVersion = NonNullable<RevertItemResource['target']>;
type Side = Omit<PlannedVersion, 'created_by'> & { actor_type: string; actor_id: string };
type ItemRow = Omit<RevertItemResource, 'type' | 'expected_head_version_id' | 'target' | 'expected_head'> & {
  expected_head_id: string;
  target: Side | null;
  expected_head: Side | null;
};

function presentSide(side: Side | null): PlannedVersion | null {
  if (side === null) return null;
  const { actor_type: actorType, actor_id: actorId, ...version } = side;
  return { ...version, created_by: presentActor(actorType, actorId) };
}

function presentItem({ expected_head_id: expectedHeadId, ...row }: ItemRow): RevertItemResource {
  return {
    type: 'revert_item',
    ...row,
    target: presentSide(row.target),
    expected_head: presentSide(row.expected_head),
    expected_head_version_id: expectedHeadId,
  };
}

const sideOf = (alias: string) => `
  CASE WHEN ${alias}.id IS NOT NULL THEN jsonb_build_object('operation', ${alias}.operation, 'content_sha256', ${alias}.content_sha256,
    'content_size_bytes', ${alias}.content_size_bytes, 'actor_type', ${alias}.actor_type, 'actor_id', ${alias}.actor_id) END`;

/** A deleted memory has no path, but the version that records its deletion has. What is null as a filter lets everything pass. */
const selectItems = `
  SELECT i.position, i.memory_store_id, i.memory_id, i.classification, i.action, i.target_version_id, i.expected_head_id,
    i.result_version_id, i.outcome, i.error_code, ${sideOf('t')} AS target, ${sideOf('e')} AS expected_head,
    CASE WHEN s.deleted_at IS NULL THEN coalesce(m.path, h.path) END AS memory_path
  FROM revert_item i
    LEFT JOIN memory_store s ON s.workspace_id = i.workspace_id AND s.id = i.memory_store_id
    LEFT JOIN memory m ON m.workspace_id = i.workspace_id AND m.id = i.memory_id
    LEFT JOIN memory_version h ON h.workspace_id = m.workspace_id AND h.id = m.head_version_id
    LEFT JOIN memory_version t ON t.workspace_id = i.workspace_id AND t.id = i.target_version_id
    LEFT JOIN memory_version e ON e.workspace_id = i.workspace_id AND e.id = i.expected_head_id
  WHERE i.workspace_id = $1 AND i.revert_id = $2 AND i.position >= $3
    AND ($4::text IS NULL OR i.action = $4) AND ($5::text IS NULL OR coalesce(i.outcome, 'pending') = $5)
  ORDER BY i.position LIMIT $6`;

/** A page of a revert's memories, in the order in which they are carried out. Needs `history:read`, and never an agent. */
export async function listRevertItems(
  actor: Actor,
  revertId: string,
  { limit, page, action, outcome }: ListRevertItemsQuery,
): Promise<Page<RevertItemResource>> {
  assertMayReadReverts(actor);
  const { workspaceId } = actor;
  const filters = [action ?? null, outcome ?? null];
  const listing = ['revert_items', workspaceId, revertId, ...filters];
  const from = page === undefined ? 0 : (openCursor(page, listing) as number);
  return withWorkspace(actor, async (tx) => {
    await getRevert(tx, actor, revertId);
    const values = [workspaceId, revertId, from, ...filters, limit + 1];
    const rows = await tx.$queryRawUnsafe<ItemRow[]>(selectItems, ...values);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const hasNext = last !== undefined && rows.length > limit;
    return {
      data: shown.map(presentItem),
      next_page: hasNext ? sealCursor(last.position + 1, listing) : null,
    };
  });
}
