import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, noQuery, nullableTime, pageOf, pageQuery, text, time } from '@/lib/http/fields';
import { storeParams } from '@/lib/stores/schema';
import { reasonBody } from '@/lib/versions/schema';

/** A hundred years, so that a mistyped number is a refusal and no overflow. */
const days = z.int().min(1).max(36_500);

/** Versions older than `after_days` are removed, except the newest `keep_newest` of a memory, its head among them. Null: all are kept. */
const oldVersions = z.strictObject({ after_days: days, keep_newest: z.int().min(1).max(1000) }).nullable();
/** Memories that were deleted longer ago are removed with their history. Null: they are kept. */
const deletedMemories = z.strictObject({ after_days: days }).nullable();

export const retentionPolicyResource = z.strictObject({
  type: z.literal('retention_policy'),
  /** Null for the workspace's policy. */
  memory_store_id: z.string().nullable(),
  /** The store has no policy of its own: this is what the workspace says. */
  is_inherited: z.boolean(),
  old_versions: oldVersions,
  deleted_memories: deletedMemories,
  /** Null where nobody ever set it, and everything is kept. */
  updated_at: nullableTime,
  updated_by: actorResource.nullable(),
});
export type RetentionPolicyResource = z.infer<typeof retentionPolicyResource>;

const policyBody = reasonBody.extend({ old_versions: oldVersions, deleted_memories: deletedMemories });
const storePolicyBody = z.union([reasonBody.extend({ inherit: z.literal(true) }), policyBody]);
export type StorePolicyBody = z.output<typeof storePolicyBody>;

export const runStatuses = ['running', 'done'] as const;

export const retentionRunResource = z.strictObject({
  id: z.string(),
  type: z.literal('retention_run'),
  /** Null where it goes through all stores. */
  memory_store_id: z.string().nullable(),
  status: z.enum(runStatuses),
  /** Ages are measured at this instant. */
  as_of: time,
  /** Removed so far: versions in all, and among them those of deleted memories that went as a whole. */
  counts: z.strictObject({ memory_versions: z.int(), memories: z.int() }),
  created_at: time,
  created_by: actorResource,
  ended_at: nullableTime,
});
export type RetentionRunResource = z.infer<typeof retentionRunResource>;

const removal = z.strictObject({
  memory_store_id: z.string(),
  memory_id: z.string(),
  memory_version_id: z.string(),
  /** The last version of a deleted memory: with it the memory itself is gone. */
  ends_memory: z.boolean(),
});

export const retentionPreviewResource = z.strictObject({
  type: z.literal('retention_preview'),
  memory_store_id: z.string().nullable(),
  as_of: time,
  counts: retentionRunResource.shape.counts,
  /** Names exactly these removals: a run that is given it does not start when they would be others by then. */
  preview_hash: z.string(),
  /** In the order of ids. */
  data: z.array(removal),
  next_page: z.string().nullable(),
});
export type RetentionPreviewResource = z.infer<typeof retentionPreviewResource>;

const previewBody = z.strictObject({
  dry_run: z.literal(true),
  memory_store_id: id.optional(),
  limit: z.int().min(1).max(1000).default(100),
  page: text.max(4096).optional(),
});
export type PreviewRunBody = z.output<typeof previewBody>;

const startBody = reasonBody.extend({
  dry_run: z.literal(false),
  memory_store_id: id.optional(),
  /** Of a dry run: start only if it would remove the same. */
  preview: z.strictObject({ as_of: instant, preview_hash: z.string().min(1).max(64) }).optional(),
});
export type StartRunBody = z.output<typeof startBody>;

const base = { query: noQuery, wantsMemoryBeta: false } as const;
const reading = { ...base, body: noBody.optional(), isBodyOptional: true } as const;
const changing = { ...base, isBodyOptional: false } as const;

export const retrieveRetentionPolicyOperation = defineOperation({
  ...reading,
  id: 'retrieveRetentionPolicy',
  method: 'GET',
  path: '/v1/retention_policy',
  summary: 'Retrieve how long the workspace keeps history',
  params: z.object({}),
  response: retentionPolicyResource,
});

export const setRetentionPolicyOperation = defineOperation({
  ...changing,
  id: 'setRetentionPolicy',
  method: 'POST',
  path: '/v1/retention_policy',
  summary: 'Set how long the workspace keeps history, where a store does not say otherwise',
  params: z.object({}),
  body: policyBody,
  response: retentionPolicyResource,
});

export const retrieveStoreRetentionPolicyOperation = defineOperation({
  ...reading,
  id: 'retrieveStoreRetentionPolicy',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}/retention_policy',
  summary: 'Retrieve how long a memory store keeps history',
  params: storeParams,
  response: retentionPolicyResource,
});

export const setStoreRetentionPolicyOperation = defineOperation({
  ...changing,
  id: 'setStoreRetentionPolicy',
  method: 'POST',
  path: '/v1/memory_stores/{memory_store_id}/retention_policy',
  summary: 'Set how long a memory store keeps history, or let it follow the workspace',
  params: storeParams,
  body: storePolicyBody,
  response: retentionPolicyResource,
});

export const startRetentionRunOperation = defineOperation({
  ...changing,
  id: 'startRetentionRun',
  method: 'POST',
  path: '/v1/retention_runs',
  summary: 'Remove now what the policies no longer keep, as a job; with dry_run, list what would go',
  params: z.object({}),
  body: z.discriminatedUnion('dry_run', [previewBody, startBody]),
  response: z.union([retentionPreviewResource, retentionRunResource]),
});

export const listRetentionRunsOperation = defineOperation({
  ...reading,
  id: 'listRetentionRuns',
  method: 'GET',
  path: '/v1/retention_runs',
  summary: 'List retention runs, newest first',
  params: z.object({}),
  query: pageQuery,
  response: pageOf(retentionRunResource),
});

export const retrieveRetentionRunOperation = defineOperation({
  ...reading,
  id: 'retrieveRetentionRun',
  method: 'GET',
  path: '/v1/retention_runs/{retention_run_id}',
  summary: 'Retrieve a retention run with its counts',
  params: z.object({ retention_run_id: z.string() }),
  response: retentionRunResource,
});
