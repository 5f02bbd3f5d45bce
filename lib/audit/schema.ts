import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, noQuery, pageOf, pageQuery, time } from '@/lib/http/fields';
import { downloadBody } from '@/lib/http/transport';

import { auditActions, targetTypes } from './actions';
import type { AuditAction } from './actions';

export const actionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];

export const auditEntryResource = z.strictObject({
  id: z.string(),
  type: z.literal('audit_entry'),
  action: z.enum(actionNames),
  actor: actorResource,
  target: z.strictObject({ type: z.enum(targetTypes), id: z.string() }),
  memory_store_id: z.string().nullable(),
  parent_id: z.string().nullable(),
  reason_id: z.string().nullable(),
  request_id: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  recorded_at: time,
});
export type AuditEntryResource = z.infer<typeof auditEntryResource>;

export const auditEntryDetail = auditEntryResource.extend({
  /** Entries that have this one above them. */
  part_count: z.int(),
  /** Null where nobody gave one. Without a body it was erased, or is not for this caller. */
  reason: z.strictObject({ is_readable: z.boolean(), body: z.string().nullable() }).nullable(),
});
export type AuditEntryDetail = z.infer<typeof auditEntryDetail>;

const auditFilter = z.object({
  action: z.enum(actionNames).optional(),
  actor_id: id.optional(),
  target_id: id.optional(),
  /** What the session did, and what was done to it. */
  session_id: id.optional(),
  memory_store_id: id.optional(),
  /** The parts of one entry. */
  parent_id: id.optional(),
  'created_at[gte]': instant.optional(),
  'created_at[lte]': instant.optional(),
});
export type AuditFilter = z.output<typeof auditFilter>;

const auditQuery = pageQuery.extend({ ...auditFilter.shape, order: z.enum(['asc', 'desc']).default('desc') });
export type AuditQuery = z.output<typeof auditQuery>;

const reading = {
  method: 'GET',
  body: noBody.optional(),
  isBodyOptional: true,
  wantsMemoryBeta: false,
} as const;

export const listAuditEntriesOperation = defineOperation({
  ...reading,
  id: 'listAuditEntries',
  path: '/v1/audit_entries',
  summary:
    'List audit entries, newest first; with order=asc as a log that can be followed without missing an entry',
  params: z.object({}),
  query: auditQuery,
  response: pageOf(auditEntryResource),
});

export const retrieveAuditEntryOperation = defineOperation({
  ...reading,
  id: 'retrieveAuditEntry',
  path: '/v1/audit_entries/{audit_entry_id}',
  summary: 'Retrieve an audit entry with its reason',
  params: z.object({ audit_entry_id: z.string() }),
  query: noQuery,
  response: auditEntryDetail,
});

export const exportAuditEntriesOperation = defineOperation({
  ...reading,
  id: 'exportAuditEntries',
  spends: 'exports',
  path: '/v1/audit_entries/export',
  summary: 'Export audit entries as canonical NDJSON that ends with a count and the SHA-256 of all before it',
  params: z.object({}),
  query: auditFilter,
  response: downloadBody,
  download: ['application/x-ndjson'],
});
