import 'server-only';

import canonicalize from 'canonicalize';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { readWorkspace, withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { sealLines } from '@/lib/http/seal-lines';
import type { Download } from '@/lib/http/transport';

import { auditFilters } from './actions';
import { appendAudit } from './append';
import { countEntries, presentEntry, selectEntries } from './entry-query';
import type { EntryRow, Place } from './entry-query';
import { auditExportFormat } from './export-line';
import type { AuditExportLine } from './export-line';
import { canReadTrail } from './policy';
import type { AuditFilter } from './schema';

/** Small enough that nobody waits for a slice. */
const entriesPerSlice = 500;

type Extent = { snapshot: string; asOf: bigint; count: number };

/** The filters as they were asked for, times as text. */
function describeFilters(filter: AuditFilter) {
  return Object.fromEntries(
    auditFilters.flatMap((name) => {
      const value = filter[name];
      if (value === undefined) return [];
      return [[name, typeof value === 'bigint' ? formatInstant(value) : value]];
    }),
  );
}

function write(line: AuditExportLine): string {
  const text = canonicalize(line);
  if (text === undefined) throw new Error('A line of the trail cannot be written as JSON.');
  return text;
}

async function* listLines(actor: Actor, filter: AuditFilter, { snapshot, asOf, count }: Extent) {
  const { workspaceId } = actor;
  const base = { format: auditExportFormat, version: 1, workspace_id: workspaceId } as const;
  const extent = { as_of: formatInstant(asOf), filters: describeFilters(filter), entry_count: count };
  yield write({ kind: 'manifest', ...base, ...extent });
  let after: Place | null = null;
  for (;;) {
    const selection = { workspaceId, filter, direction: 'asc', snapshot, after } as const;
    const { text, values } = selectEntries(selection, entriesPerSlice);
    const rows: EntryRow[] = await readWorkspace(actor, (run) => run<EntryRow>(text, values));
    for (const row of rows) yield write({ kind: 'entry', ...presentEntry(row) });
    const last = rows.at(-1);
    if (!last || rows.length < entriesPerSlice) return;
    after = { transactionId: String(last.transaction_id), id: last.id };
  }
}

/**
 * The trail, or what of it fits the filters, as canonical NDJSON, oldest first: everything that was committed when it was asked for. It
 * is read in slices while it is taken; that somebody takes it is recorded before the first byte. Needs `audit:read`.
 */
export async function exportEntries(actor: Actor, filter: AuditFilter): Promise<Download> {
  if (!canReadTrail(actor)) throw forbidden('exporting the audit trail needs the scope audit:read');
  const { workspaceId } = actor;
  const extent = await withWorkspace(actor, async (tx): Promise<Extent> => {
    const [now] = await tx.$queryRaw<{ snapshot: string; as_of: bigint }[]>`
      SELECT pg_current_snapshot()::text AS snapshot, now_us() AS as_of`;
    const { snapshot, as_of: asOf } = now!;
    const { text, values } = countEntries({ workspaceId, filter, snapshot });
    const [found] = await tx.$queryRawUnsafe<{ count: number }[]>(text, ...values);
    const { count } = found!;
    await appendAudit(tx, actor, {
      action: 'audit.exported',
      target: { type: 'workspace', id: workspaceId },
      details: { entry_count: count, filters: auditFilters.filter((name) => filter[name] !== undefined) },
    });
    return { snapshot, asOf, count };
  });
  const end = (sha256: string) => write({ kind: 'end', entry_count: extent.count, sha256 });
  return {
    contentType: 'application/x-ndjson',
    fileName: `palimpsest-audit-${workspaceId}-${formatInstant(extent.asOf).slice(0, 10)}.ndjson`,
    chunks: sealLines(listLines(actor, filter, extent), end),
  };
}
