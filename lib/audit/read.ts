import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden, notFound } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { auditFilters } from './actions';
import { presentEntry, selectEntries } from './entry-query';
import type { EntryRow, Place } from './entry-query';
import { canReadReasons, canReadTrail } from './policy';
import type { AuditEntryDetail, AuditEntryResource, AuditQuery } from './schema';

/** `snapshot` is what the first page could see: a newest-first walk stays inside it. */
type Position = Place & { snapshot: string };

function assertMayRead(actor: Actor): void {
  if (!canReadTrail(actor)) throw forbidden('reading the audit trail needs the scope audit:read');
}

function listingOf(actor: Actor, query: AuditQuery): readonly unknown[] {
  return [
    'audit_entries',
    actor.workspaceId,
    query.order,
    ...auditFilters.map((name) => String(query[name])),
  ];
}

async function currentSnapshot(query: Query): Promise<string> {
  const [row] = await query<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS snapshot');
  return row!.snapshot;
}

/**
 * A page of the trail. Oldest first shows only entries whose transaction no running one can slip in front of; newest first stays inside
 * the first page's snapshot. So a reader with a cursor sees each entry once, though writers commit out of order. Needs `audit:read`.
 */
export async function listAuditEntries(
  actor: Actor,
  query: AuditQuery,
): Promise<{ data: AuditEntryResource[]; next_page: string | null }> {
  assertMayRead(actor);
  const listing = listingOf(actor, query);
  const position = query.page === undefined ? null : (openCursor(query.page, listing) as Position);
  return readWorkspace(actor, async (run) => {
    const snapshot = position?.snapshot ?? (await currentSnapshot(run));
    const selection = {
      workspaceId: actor.workspaceId,
      filter: query,
      direction: query.order,
      snapshot: query.order === 'asc' ? null : snapshot,
      after: position,
    };
    const { text, values } = selectEntries(selection, query.limit + 1);
    const rows = await run<EntryRow>(text, values);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    // A log that is followed always continues: its end today is where tomorrow's entries begin.
    const hasNext = last !== undefined && (rows.length > query.limit || query.order === 'asc');
    return {
      data: shown.map(presentEntry),
      next_page: hasNext
        ? sealCursor(
            { transactionId: String(last.transaction_id), id: last.id, snapshot } satisfies Position,
            listing,
          )
        : null,
    };
  });
}

type DetailRow = EntryRow & { body: string | null; part_count: number };

const selectDetail = `
  SELECT e.*, r.body,
    (SELECT count(*) FROM audit_entry p WHERE p.workspace_id = e.workspace_id AND p.parent_id = e.id)::integer AS part_count
  FROM audit_entry e LEFT JOIN reason_note r ON r.workspace_id = e.workspace_id AND r.id = e.reason_id
  WHERE e.workspace_id = $1 AND e.id = $2`;

/**
 * One entry, with how many parts it has and the reason in a person's words, which only those are shown who may read memories too. Needs
 * `audit:read`; throws `not_found`.
 */
export async function retrieveAuditEntry(actor: Actor, entryId: string): Promise<AuditEntryDetail> {
  assertMayRead(actor);
  const rows = await readWorkspace(actor, (run) =>
    run<DetailRow>(selectDetail, [actor.workspaceId, entryId]),
  );
  const [row] = rows;
  if (!row) throw notFound(`audit entry not found: ${entryId.slice(0, 64)}`);
  const isReadable = canReadReasons(actor);
  return {
    ...presentEntry(row),
    part_count: row.part_count,
    reason: row.reason_id === null ? null : { is_readable: isReadable, body: isReadable ? row.body : null },
  };
}
