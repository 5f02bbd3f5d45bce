import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, pageOf, pageQuery, time } from '@/lib/http/fields';

import { auditActions, targetTypes } from './actions';
import type { AuditAction } from './actions';

const actionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];

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

const auditQuery = pageQuery.extend({
  action: z.enum(actionNames).optional(),
  actor_id: id.optional(),
  target_id: id.optional(),
  memory_store_id: id.optional(),
  'created_at[gte]': instant.optional(),
  'created_at[lte]': instant.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
});
export type AuditQuery = z.output<typeof auditQuery>;

export const listAuditEntriesOperation = defineOperation({
  id: 'listAuditEntries',
  method: 'GET',
  path: '/v1/audit_entries',
  summary:
    'List audit entries, newest first; with order=asc as a log that can be followed without missing an entry',
  params: z.object({}),
  query: auditQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(auditEntryResource),
  wantsMemoryBeta: false,
});
