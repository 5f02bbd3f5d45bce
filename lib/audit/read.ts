import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import type { AuditAction, TargetType } from './actions';
import type { AuditEntryResource, AuditQuery } from './schema';

type Row = {
  id: string;
  transaction_id: bigint;
  recorded_at: bigint;
  action: AuditAction;
  actor_type: string;
  actor_id: string;
  target_type: TargetType;
  target_id: string;
  memory_store_id: string | null;
  parent_id: string | null;
  reason_id: string | null;
  request_id: string | null;
  details: Record<string, unknown>;
};

function present(row: Row): AuditEntryResource {
  return {
    id: row.id,
    type: 'audit_entry',
    action: row.action,
    actor: presentActor(row.actor_type, row.actor_id),
    target: { type: row.target_type, id: row.target_id },
    memory_store_id: row.memory_store_id,
    parent_id: row.parent_id,
    reason_id: row.reason_id,
    request_id: row.request_id,
    details: row.details,
    recorded_at: formatInstant(row.recorded_at),
  };
}

/** Where a reader stands. `snapshot` is what the first page could see: a newest-first walk stays inside it. */
type Position = { transactionId: string; id: string; snapshot: string };

function listingOf(actor: Actor, query: AuditQuery): readonly unknown[] {
  const { action, actor_id, target_id, memory_store_id, order } = query;
  const bounds = [query['created_at[gte]'], query['created_at[lte]']].map(String);
  return ['audit_entries', actor.workspaceId, action, actor_id, target_id, memory_store_id, order, ...bounds];
}

const equalityFilters = ['action', 'actor_id', 'target_id', 'memory_store_id'] as const;

/**
 * Oldest first shows only entries whose transaction no running one can slip in front of; newest first stays inside the first page's
 * snapshot. So a reader with a cursor sees each entry once, though writers commit out of order.
 */
function buildQuery(actor: Actor, query: AuditQuery, position: Position | null, snapshot: string) {
  const values: unknown[] = [actor.workspaceId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const isForward = query.order === 'asc';
  const where = ['workspace_id = $1'];
  for (const name of equalityFilters) {
    if (query[name] !== undefined) where.push(`${name} = ${bind(query[name])}`);
  }
  if (query['created_at[gte]'] !== undefined) where.push(`recorded_at >= ${bind(query['created_at[gte]'])}`);
  if (query['created_at[lte]'] !== undefined) where.push(`recorded_at <= ${bind(query['created_at[lte]'])}`);
  if (isForward) where.push('transaction_id < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint');
  else where.push(`pg_visible_in_snapshot(transaction_id::text::xid8, ${bind(snapshot)}::pg_snapshot)`);
  if (position) {
    const after = `(${bind(position.transactionId)}::bigint, ${bind(position.id)})`;
    where.push(`(transaction_id, id) ${isForward ? '>' : '<'} ${after}`);
  }
  const direction = isForward ? 'ASC' : 'DESC';
  const text = `SELECT * FROM audit_entry WHERE ${where.join(' AND ')}
    ORDER BY transaction_id ${direction}, id ${direction} LIMIT ${bind(query.limit + 1)}`;
  return { text, values };
}

async function currentSnapshot(query: Query): Promise<string> {
  const [row] = await query<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS snapshot');
  return row!.snapshot;
}

/** A page of the trail. Needs `audit:read`. */
export async function listAuditEntries(
  actor: Actor,
  query: AuditQuery,
): Promise<{ data: AuditEntryResource[]; next_page: string | null }> {
  if (!actor.scopes.has('audit:read')) throw forbidden('reading the audit trail needs the scope audit:read');
  const listing = listingOf(actor, query);
  const position = query.page === undefined ? null : (openCursor(query.page, listing) as Position);
  return readWorkspace(actor, async (run) => {
    const snapshot = position?.snapshot ?? (await currentSnapshot(run));
    const { text, values } = buildQuery(actor, query, position, snapshot);
    const rows = await run<Row>(text, values);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    // A log that is followed always continues: its end today is where tomorrow's entries begin.
    const hasNext = last !== undefined && (rows.length > query.limit || query.order === 'asc');
    return {
      data: shown.map(present),
      next_page: hasNext
        ? sealCursor(
            { transactionId: String(last.transaction_id), id: last.id, snapshot } satisfies Position,
            listing,
          )
        : null,
    };
  });
}
