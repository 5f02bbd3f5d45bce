import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, noBody, nullableTime, pageOf, pageQuery, time } from '@/lib/http/fields';
import { readSummary } from '@/lib/reads/schema';
import { includeGovernance, storeParams } from '@/lib/stores/schema';
import { reasonBody, viewQuery } from '@/lib/versions/schema';

import { maxContentBytes } from './content-size';
import { memoryPath, pathPrefix } from './path';

export const withheldReasons = ['archived', 'quarantined', 'restricted'] as const;
export type WithheldReason = (typeof withheldReasons)[number];

const governance = z.strictObject({
  /** Why agents are not served this memory; empty when they are. */
  withheld: z.array(z.enum(withheldReasons)),
  archived_at: nullableTime,
  quarantined_at: nullableTime,
  restricted_at: nullableTime,
  locked_at: nullableTime,
  head_version_id: z.string(),
  served_version_id: z.string().nullable(),
  version_count: z.int(),
  reads: readSummary,
});

export const memoryResource = z.strictObject({
  id: z.string(),
  type: z.literal('memory'),
  memory_store_id: z.string(),
  path: z.string(),
  content: z.string().nullable(),
  content_sha256: z.string(),
  content_size_bytes: z.int(),
  memory_version_id: z.string(),
  created_at: time,
  updated_at: time,
  governance: governance.optional(),
});
export type MemoryResource = z.infer<typeof memoryResource>;

export const prefixResource = z.strictObject({ type: z.literal('memory_prefix'), path: z.string() });
export type PrefixResource = z.infer<typeof prefixResource>;

export const writtenContent = z
  .string()
  .refine((value) => value.isWellFormed(), {
    error: 'content: is not valid Unicode (lone surrogate)',
    abort: true,
  })
  .refine((value) => Buffer.byteLength(value) <= maxContentBytes, {
    error: `content must be at most ${maxContentBytes} bytes`,
  });

const sha256Pattern = '^[0-9a-f]{64}$';
const sha256 = (name: string) =>
  z.string().refine((value) => new RegExp(sha256Pattern).test(value), {
    error: `${name}: does not match regex pattern \`${sha256Pattern}\``,
  });

const createMemoryBody = z.strictObject({ path: memoryPath, content: writtenContent });
export type CreateMemoryBody = z.output<typeof createMemoryBody>;

const precondition = z.strictObject({
  type: z.literal('content_sha256'),
  content_sha256: sha256('precondition.content_sha256'),
});

/** `null` counts as omitted, as the SDK's types allow it. */
const updateMemoryBody = z
  .strictObject({
    path: memoryPath.nullish(),
    content: writtenContent.nullish(),
    precondition: precondition.nullish(),
  })
  .refine((body) => typeof body.path === 'string' || typeof body.content === 'string', {
    error: 'at least one of content or path must be provided',
  });
export type UpdateMemoryBody = z.output<typeof updateMemoryBody>;

const listMemoriesQuery = pageQuery.extend(includeGovernance.shape).extend({
  path_prefix: pathPrefix.default('/'),
  depth: z
    .string()
    .refine((value) => value === '0' || value === '1', { error: 'depth: must be 0 or 1' })
    .transform(Number)
    .default(0),
  view: viewQuery.default('basic'),
});
export type ListMemoriesQuery = z.output<typeof listMemoriesQuery>;

const retrieveMemoryQuery = includeGovernance.extend({ view: viewQuery.default('full') });
export type RetrieveMemoryQuery = z.output<typeof retrieveMemoryQuery>;

const writeQuery = z.object({ view: viewQuery.default('basic') });

export const memoryParams = z.object({ memory_store_id: z.string(), memory_id: z.string() });

const memoriesPath = '/v1/memory_stores/{memory_store_id}/memories';
const memoryPathTemplate = `${memoriesPath}/{memory_id}`;

export const createMemoryOperation = defineOperation({
  id: 'createMemory',
  method: 'POST',
  path: memoriesPath,
  summary: 'Create a memory at a path that is free',
  params: storeParams,
  query: writeQuery,
  body: createMemoryBody,
  isBodyOptional: true,
  response: memoryResource,
  wantsMemoryBeta: true,
});

export const listMemoriesOperation = defineOperation({
  id: 'listMemories',
  method: 'GET',
  path: memoriesPath,
  summary: 'List the memories below a prefix, or one folder with depth=1',
  params: storeParams,
  query: listMemoriesQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(z.union([memoryResource, prefixResource])),
  wantsMemoryBeta: true,
});

export const retrieveMemoryOperation = defineOperation({
  id: 'retrieveMemory',
  method: 'GET',
  path: memoryPathTemplate,
  summary: 'Retrieve a memory with its content',
  params: memoryParams,
  query: retrieveMemoryQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: memoryResource,
  wantsMemoryBeta: true,
});

export const updateMemoryOperation = defineOperation({
  id: 'updateMemory',
  method: 'POST',
  path: memoryPathTemplate,
  summary: 'Change content or path of a memory, optionally only if its content is still the expected one',
  params: memoryParams,
  query: writeQuery,
  body: updateMemoryBody,
  isBodyOptional: true,
  response: memoryResource,
  wantsMemoryBeta: true,
});

export const deleteMemoryOperation = defineOperation({
  id: 'deleteMemory',
  method: 'DELETE',
  path: memoryPathTemplate,
  summary: 'Delete a memory; its versions stay readable',
  params: memoryParams,
  query: z.object({ expected_content_sha256: sha256('expected_content_sha256').optional() }),
  body: noBody,
  isBodyOptional: true,
  response: z.strictObject({ id: z.string(), type: z.literal('memory_deleted') }),
  wantsMemoryBeta: true,
});

function defineAct<Body extends z.ZodType>(act: string, summary: string, body: Body) {
  return defineOperation({
    id: `${act}Memory`,
    method: 'POST',
    path: `${memoryPathTemplate}/${act}`,
    summary,
    params: memoryParams,
    query: z.object({}),
    body,
    isBodyOptional: true,
    response: memoryResource,
    wantsMemoryBeta: false,
  });
}

const withholdReasons = z
  .array(z.enum(['quarantined', 'restricted']))
  .min(1)
  .max(2);
const withholdBody = reasonBody.extend({ reasons: withholdReasons.default(['restricted']) });
export type WithholdBody = z.output<typeof withholdBody>;
const releaseBody = reasonBody.extend({ reasons: withholdReasons.default(['quarantined', 'restricted']) });
export type ReleaseBody = z.output<typeof releaseBody>;
export type ReasonBody = z.output<typeof reasonBody>;

export const archiveMemoryOperation = defineAct(
  'archive',
  'Retire a memory: kept for people, not served to agents',
  reasonBody,
);
export const unarchiveMemoryOperation = defineAct('unarchive', 'Serve an archived memory again', reasonBody);
export const withholdMemoryOperation = defineAct(
  'withhold',
  'Stop serving a memory to agents, for the given reasons',
  withholdBody,
);
export const releaseMemoryOperation = defineAct(
  'release',
  'Lift the given reasons for which a memory is withheld',
  releaseBody,
);
export const lockMemoryOperation = defineAct(
  'lock',
  'Let agents read a memory but not change it',
  reasonBody,
);
export const unlockMemoryOperation = defineAct('unlock', 'Let agents change a memory again', reasonBody);

const restoreBody = reasonBody.extend({
  /** The head that the caller saw; the restore is refused when it has moved. */
  expected_head_version_id: id.optional(),
  /** Where to put the memory; its present path, or for a deleted memory the version's, when omitted. */
  path: memoryPath.optional(),
});
export type RestoreBody = z.output<typeof restoreBody>;

export const restoreVersionOperation = defineOperation({
  id: 'restoreMemoryVersion',
  method: 'POST',
  path: '/v1/memory_stores/{memory_store_id}/memory_versions/{memory_version_id}/restore',
  summary: 'Write the text of an earlier version again, as a new version; brings a deleted memory back',
  params: z.object({ memory_store_id: z.string(), memory_version_id: z.string() }),
  query: z.object({}),
  body: restoreBody,
  isBodyOptional: true,
  response: memoryResource,
  wantsMemoryBeta: false,
});

const copyBody = reasonBody.extend({ memory_store_id: id, path: memoryPath.optional() });
export type CopyBody = z.output<typeof copyBody>;

export const copyMemoryOperation = defineAct(
  'copy',
  'Copy a memory into another store, with a link to where it comes from',
  copyBody,
);

export const bulkActs = [
  'archive',
  'unarchive',
  'withhold',
  'release',
  'lock',
  'unlock',
  'move',
  'delete',
] as const;
export const maxBulkItems = 100;

const bulkActBody = reasonBody.extend({
  act: z.enum(bulkActs),
  /** For withhold and release. */
  reasons: withholdReasons.optional(),
  items: z
    .array(
      z.strictObject({
        memory_store_id: id,
        memory_id: id,
        /** For move. */
        path: memoryPath.optional(),
        /** For move and delete: refused when the content is another one by now. */
        expected_content_sha256: sha256('expected_content_sha256').optional(),
      }),
    )
    .min(1)
    .max(maxBulkItems, { error: `items: must be at most ${maxBulkItems}` }),
});
export type BulkActBody = z.output<typeof bulkActBody>;

const bulkOutcome = z.strictObject({
  memory_store_id: z.string(),
  memory_id: z.string(),
  outcome: z.enum(['done', 'unchanged', 'failed']),
  error: z.strictObject({ type: z.string(), message: z.string() }).nullable(),
});
export type BulkOutcome = z.infer<typeof bulkOutcome>;

const bulkActResource = z.strictObject({
  type: z.literal('memory_bulk_act'),
  act: z.enum(bulkActs),
  /** The parent of the entries; null when nothing changed. */
  audit_entry_id: z.string().nullable(),
  counts: z.strictObject({ done: z.int(), unchanged: z.int(), failed: z.int() }),
  data: z.array(bulkOutcome),
});
export type BulkActResource = z.infer<typeof bulkActResource>;

export const actOnMemoriesOperation = defineOperation({
  id: 'actOnMemories',
  method: 'POST',
  path: '/v1/memory_bulk_acts',
  summary: 'Do one act on up to 100 memories, with one outcome an item',
  params: z.object({}),
  query: z.object({}),
  body: bulkActBody,
  isBodyOptional: false,
  response: bulkActResource,
  wantsMemoryBeta: false,
});
