import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, noQuery, nullableTime, pageOf, pageQuery, time } from '@/lib/http/fields';
import { operations, reasonBody } from '@/lib/versions/schema';

export const subjectTypes = ['session', 'api_key', 'revert'] as const;
export type SubjectType = (typeof subjectTypes)[number];

export const revertStatuses = ['planned', 'running', 'done', 'stopped'] as const;
export type RevertStatus = (typeof revertStatuses)[number];

export const classifications = [
  'clean',
  'edited_since',
  'target_redacted',
  /** Retention removed the state before. */
  'target_removed',
  'created_by_it',
  'deleted_by_it',
] as const;
export type Classification = (typeof classifications)[number];

export const revertActions = ['restore', 'delete', 'recreate', 'none'] as const;
export type RevertAction = (typeof revertActions)[number];

export type SkipReason =
  | 'edited_since'
  | 'target_redacted'
  | 'target_removed'
  | 'nothing_to_change'
  | 'store_archived'
  | 'store_deleted';

export const itemOutcomes = ['done', 'skipped', 'failed'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];

const planCounts = z.strictObject({
  classification: z.record(z.enum(classifications), z.int()),
  action: z.record(z.enum(revertActions), z.int()),
});
export type PlanCounts = z.infer<typeof planCounts>;

export const revertResource = z.strictObject({
  id: z.string(),
  type: z.literal('revert'),
  subject: z.strictObject({ type: z.enum(subjectTypes), id: z.string() }),
  /** The window of the writes that are undone, open where null. */
  written_at: z.strictObject({ gte: nullableTime, lte: nullableTime }),
  status: z.enum(revertStatuses),
  /** Names exactly this plan; executing it asks for it. */
  preview_hash: z.string(),
  /** What executing it needs. */
  required_scope: z.enum(['govern', 'admin']),
  counts: planCounts.extend({
    /** `pending` is what is still to be done, or what a stopped revert left untouched. */
    outcome: z.record(z.enum([...itemOutcomes, 'pending']), z.int()),
  }),
  created_at: time,
  created_by: actorResource,
  started_at: nullableTime,
  started_by: actorResource.nullable(),
  ended_at: nullableTime,
  /** The parent of the audit entries of the memories. */
  audit_entry_id: z.string().nullable(),
});
export type RevertResource = z.infer<typeof revertResource>;

/** A version that a plan speaks of; its size and hash are null for a deletion, and where redaction took them. */
const plannedVersion = z.strictObject({
  operation: z.enum(operations),
  content_sha256: z.string().nullable(),
  content_size_bytes: z.int().nullable(),
  created_by: actorResource,
});

export const revertItemResource = z.strictObject({
  type: z.literal('revert_item'),
  position: z.int(),
  memory_store_id: z.string(),
  memory_id: z.string(),
  /** Where the memory is, or for a deleted one where it was; null when that was redacted. */
  memory_path: z.string().nullable(),
  classification: z.enum(classifications),
  action: z.enum(revertActions),
  /** The state before the first write that is undone; null when there was none. */
  target_version_id: z.string().nullable(),
  expected_head_version_id: z.string(),
  /** The two versions that these ids name; null where retention removed them. */
  target: plannedVersion.nullable(),
  expected_head: plannedVersion.nullable(),
  result_version_id: z.string().nullable(),
  outcome: z.enum(itemOutcomes).nullable(),
  /** Why it was skipped, or failed. */
  error_code: z.string().nullable(),
});
export type RevertItemResource = z.infer<typeof revertItemResource>;

const writtenAt = z.strictObject({ gte: instant.optional(), lte: instant.optional() });

const planSessionRevertBody = z.strictObject({ created_at: writtenAt.optional() });

const planRevertBody = planSessionRevertBody
  .extend({ subject: z.strictObject({ type: z.enum(subjectTypes), id }) })
  .refine(({ subject, created_at }) => subject.type !== 'revert' || created_at === undefined, {
    error: 'created_at: a revert is reverted as a whole',
  });
export type PlanRevertBody = z.output<typeof planRevertBody>;

const executeRevertBody = reasonBody.extend({ preview_hash: z.string().min(1).max(64) });
export type ExecuteRevertBody = z.output<typeof executeRevertBody>;

const listRevertsQuery = pageQuery.extend({
  /** Only reverts of this session, API key or revert. */
  subject_id: id.optional(),
});
export type ListRevertsQuery = z.output<typeof listRevertsQuery>;

const listRevertItemsQuery = pageQuery.extend({
  action: z.enum(revertActions).optional(),
  outcome: z.enum([...itemOutcomes, 'pending']).optional(),
});
export type ListRevertItemsQuery = z.output<typeof listRevertItemsQuery>;

const base = { query: noQuery, wantsMemoryBeta: false } as const;
const revertParams = z.object({ revert_id: z.string() });

export const planSessionRevertOperation = defineOperation({
  ...base,
  id: 'planSessionRevert',
  method: 'POST',
  path: '/v1/sessions/{session_id}/reverts',
  summary: 'Plan the revert of what a session wrote: a dry run that changes no memory',
  params: z.object({ session_id: z.string() }),
  body: planSessionRevertBody,
  isBodyOptional: true,
  response: revertResource,
});

export const planRevertOperation = defineOperation({
  ...base,
  id: 'planRevert',
  method: 'POST',
  path: '/v1/reverts',
  summary: 'Plan the revert of what a session, an API key or an earlier revert wrote: a dry run',
  params: z.object({}),
  body: planRevertBody,
  isBodyOptional: false,
  response: revertResource,
});

export const executeRevertOperation = defineOperation({
  ...base,
  id: 'executeRevert',
  method: 'POST',
  path: '/v1/reverts/{revert_id}/execute',
  summary: 'Carry out exactly the plan that was shown; refused when it would be another one by now',
  params: revertParams,
  body: executeRevertBody,
  isBodyOptional: false,
  response: revertResource,
});

export const listRevertsOperation = defineOperation({
  ...base,
  id: 'listReverts',
  method: 'GET',
  path: '/v1/reverts',
  summary: 'List reverts, newest first',
  params: z.object({}),
  query: listRevertsQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(revertResource),
});

export const retrieveRevertOperation = defineOperation({
  ...base,
  id: 'retrieveRevert',
  method: 'GET',
  path: '/v1/reverts/{revert_id}',
  summary: 'Retrieve a revert with its counts',
  params: revertParams,
  body: noBody.optional(),
  isBodyOptional: true,
  response: revertResource,
});

export const listRevertItemsOperation = defineOperation({
  ...base,
  id: 'listRevertItems',
  method: 'GET',
  path: '/v1/reverts/{revert_id}/items',
  summary: 'List the memories of a revert, in the order in which they are carried out',
  params: revertParams,
  query: listRevertItemsQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(revertItemResource),
});
