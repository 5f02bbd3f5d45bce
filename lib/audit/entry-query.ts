import 'server-only';

import { presentActor } from '@/lib/auth/schema';
import { formatInstant } from '@/lib/clock/instant';

import type { AuditAction, TargetType } from './actions';
import type { AuditEntryResource, AuditFilter } from './schema';

export type EntryRow = {
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

export function presentEntry(row: EntryRow): AuditEntryResource {
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

/** Where a reader stands in the order of transactions. */
export type Place = { transactionId: string; id: string };

type Selection = {
  workspaceId: string;
  filter: AuditFilter;
  direction: 'asc' | 'desc';
  /** Only entries that this snapshot of the database saw; without it, those that no running transaction can slip in front of. */
  snapshot: string | null;
  after: Place | null;
};
type Statement = { text: string; values: unknown[] };

/** No transaction of ours lives this long: an entry's transaction began at most so long before its time. */
const longestTransactionUs = 600_000_000n;
const equalityFilters = ['action', 'actor_id', 'target_id', 'memory_store_id', 'parent_id'] as const;

type Bind = (value: unknown) => string;

/**
 * Entries stand in the order of their transactions, which is nearly that of time. The bounds of time are turned into bounds of that
 * order by two probes, so that a walk begins where it must; which entries are inside is still decided by their own time.
 */
function timeBounds(bind: Bind, filter: AuditFilter): string[] {
  const { 'created_at[gte]': from, 'created_at[lte]': until } = filter;
  const probe = (comparison: string, order: string) =>
    `(SELECT transaction_id FROM audit_entry WHERE workspace_id = $1 AND recorded_at ${comparison} ORDER BY recorded_at ${order} LIMIT 1)`;
  return [
    ...(from === undefined
      ? []
      : [
          `recorded_at >= ${bind(from)}`,
          `transaction_id >= coalesce(${probe(`<= ${bind(from - longestTransactionUs)}`, 'DESC')}, 0)`,
        ]),
    ...(until === undefined
      ? []
      : [
          `recorded_at <= ${bind(until)}`,
          `transaction_id <= coalesce(${probe(`> ${bind(until + longestTransactionUs)}`, 'ASC')}, ${2n ** 63n - 1n})`,
        ]),
  ];
}

function conditionsOf(bind: Bind, { filter, direction, snapshot, after }: Selection): string[] {
  const equalities = equalityFilters.flatMap((name) =>
    filter[name] === undefined ? [] : [`${name} = ${bind(filter[name])}`],
  );
  const seen =
    snapshot === null
      ? 'transaction_id < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint'
      : `pg_visible_in_snapshot(transaction_id::text::xid8, ${bind(snapshot)}::pg_snapshot)`;
  const comparison = direction === 'asc' ? '>' : '<';
  return [
    'workspace_id = $1',
    ...equalities,
    ...timeBounds(bind, filter),
    seen,
    ...(after
      ? [`(transaction_id, id) ${comparison} (${bind(after.transactionId)}::bigint, ${bind(after.id)})`]
      : []),
  ];
}

/** What a session did, and what was done to it: two walks in the same order, each with an index of its own. */
function sourcesOf(bind: Bind, conditions: readonly string[], sessionId: string | undefined): string[] {
  if (sessionId === undefined) return [conditions.join(' AND ')];
  const session = bind(sessionId);
  return [
    [...conditions, `actor_id = ${session}`].join(' AND '),
    [...conditions, `target_id = ${session}`, `actor_id <> ${session}`].join(' AND '),
  ];
}

/** A slice of the trail in the order of transactions. */
export function selectEntries(selection: Selection, limit: number): Statement {
  const values: unknown[] = [selection.workspaceId];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const direction = selection.direction === 'asc' ? 'ASC' : 'DESC';
  const tail = `ORDER BY transaction_id ${direction}, id ${direction} LIMIT ${limit}`;
  const sources = sourcesOf(bind, conditionsOf(bind, selection), selection.filter.session_id);
  const walks = sources.map((source) => `SELECT * FROM audit_entry WHERE ${source} ${tail}`);
  if (walks.length === 1) return { text: walks[0]!, values };
  return {
    text: `SELECT * FROM (${walks.map((walk) => `(${walk})`).join(' UNION ALL ')}) AS e ${tail}`,
    values,
  };
}

/** How many entries there are of it. */
export function countEntries(selection: Omit<Selection, 'direction' | 'after'>): Statement {
  const values: unknown[] = [selection.workspaceId];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = conditionsOf(bind, { ...selection, direction: 'asc', after: null });
  const counts = sourcesOf(bind, conditions, selection.filter.session_id).map(
    (source) => `(SELECT count(*) FROM audit_entry WHERE ${source})`,
  );
  return { text: `SELECT (${counts.join(' + ')})::integer AS count`, values };
}
