import 'server-only';

import type { EntryRow } from '@/lib/audit/entry-query';
import { systemActor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant } from '@/lib/clock/instant';
import { readWorkspace } from '@/lib/db/workspace';
import { invalidRequest } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { parseSnapshot } from './position';
import type { Position } from './position';
import type { ChangeResource } from './schema';

const listingOf = (workspaceId: string) => ['changes', workspaceId];

/** A position as it travels: the id of an event. */
export function sealPosition(workspaceId: string, position: Position): string {
  return sealCursor(position, listingOf(workspaceId));
}

export const unknownCursor = () =>
  invalidRequest('after: is not the id of an event of this workspace; begin without it, and read anew');

export function openPosition(workspaceId: string, cursor: string): Position {
  try {
    return openCursor(cursor, listingOf(workspaceId)) as Position;
  } catch {
    throw unknownCursor();
  }
}

type Told =
  | 'transaction_id'
  | 'recorded_at'
  | 'action'
  | 'actor_type'
  | 'actor_id'
  | 'target_type'
  | 'target_id'
  | 'memory_store_id';
type Row = Pick<EntryRow, Told> & {
  up_to: string;
  id: string | null;
  memory_id: string | null;
  memory_version_id: string | null;
};

function present(row: Row & { id: string }): ChangeResource {
  return {
    id: row.id,
    type: 'change',
    action: row.action,
    actor: presentActor(row.actor_type, row.actor_id),
    target: { type: row.target_type, id: row.target_id },
    memory_store_id: row.memory_store_id,
    memory_id: row.target_type === 'memory' ? row.target_id : row.memory_id,
    memory_version_id: row.memory_version_id,
    recorded_at: formatInstant(row.recorded_at),
  };
}

const columns = `id, transaction_id, recorded_at, action, actor_type, actor_id, target_type, target_id, memory_store_id,
  details->>'memory_id' AS memory_id, details->>'memory_version_id' AS memory_version_id`;

const selectWhere = (isUnseen: string) => `
  (SELECT ${columns} FROM audit_entry WHERE workspace_id = $1 AND ${isUnseen} AND (transaction_id, id) > ($5::bigint, $6::text)
     AND pg_visible_in_snapshot(transaction_id::text::xid8, bound.up_to)
   ORDER BY transaction_id, id LIMIT $7)`;

/**
 * What is visible now and was not in an earlier snapshot: of transactions that ran then ($3) or have begun since ($4). One that commits late
 * is new whenever it commits, so nothing is waited for, missed or repeated. The row with the bound comes whether or not there is an entry.
 */
const selectChanges = `
  WITH bound AS (SELECT coalesce($2::pg_snapshot, pg_current_snapshot()) AS up_to)
  SELECT bound.up_to::text AS up_to, e.* FROM bound LEFT JOIN LATERAL (
    ${selectWhere('transaction_id = ANY ($3::text::bigint[])')} UNION ALL ${selectWhere('transaction_id >= $4::bigint')}
    ORDER BY transaction_id, id LIMIT $7) AS e ON true
  ORDER BY e.transaction_id, e.id`;

const changesAPage = 500;

export type Page = { changes: ChangeResource[]; position: Position; hasMore: boolean };

/** A page of what changed behind a position, whoever asks, and where that leads. */
export async function readChanges(workspaceId: string, position: Position): Promise<Page> {
  const { seen, upTo = null, after = ['0', ''] } = position;
  const { xmax, running } = parseSnapshot(seen);
  const values = [workspaceId, upTo, `{${running.join(',')}}`, xmax, ...after, changesAPage + 1];
  const rows = await readWorkspace(systemActor(workspaceId, 'live'), (run) =>
    run<Row>(selectChanges, values, 'live_changes'),
  );
  const found = rows.filter((row): row is Row & { id: string } => row.id !== null);
  const shown = found.slice(0, changesAPage);
  const bound = rows[0]!.up_to;
  const last = shown.at(-1);
  const hasMore = found.length > changesAPage;
  return {
    changes: shown.map(present),
    position:
      hasMore && last
        ? { seen, upTo: bound, after: [String(last.transaction_id), last.id] }
        : { seen: bound },
    hasMore,
  };
}

/** What the database can see now. */
export async function readSnapshot(workspaceId: string): Promise<string> {
  const rows = await readWorkspace(systemActor(workspaceId, 'live'), (run) =>
    run<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS snapshot'),
  );
  return rows[0]!.snapshot;
}
