import { z } from 'zod';

import { time } from '@/lib/http/fields';

import { auditFilters } from './actions';
import { auditEntryResource } from './schema';

/**
 * A line of an exported trail is one object in canonical JSON (RFC 8785). First the manifest; then the entries, oldest first; last the
 * end, with their number and the SHA-256 of every byte before it. A file without the end was cut.
 */
export const auditExportFormat = 'palimpsest-audit';

const manifestLine = z.strictObject({
  kind: z.literal('manifest'),
  format: z.literal(auditExportFormat),
  version: z.literal(1),
  workspace_id: z.string(),
  /** Every entry that was committed by this instant and fits the filters is in it. */
  as_of: time,
  filters: z.partialRecord(z.enum(auditFilters), z.string()),
  entry_count: z.int(),
});
const entryLine = auditEntryResource.extend({ kind: z.literal('entry') });
const endLine = z.strictObject({ kind: z.literal('end'), entry_count: z.int(), sha256: z.string() });

export const auditExportLine = z.discriminatedUnion('kind', [manifestLine, entryLine, endLine]);
export type AuditExportLine = z.output<typeof auditExportLine>;
