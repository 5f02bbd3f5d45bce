import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, noQuery, pageOf, pageQuery, text, time } from '@/lib/http/fields';
import { pathPrefix } from '@/lib/memories/path';
import { memoryParams, writtenContent } from '@/lib/memories/schema';
import { storeParams } from '@/lib/stores/schema';
import { versionResource, viewQuery } from '@/lib/versions/schema';

const asOfQuery = pageQuery.extend({
  at: instant,
  path_prefix: pathPrefix.default('/'),
  memory_id: id.optional(),
  view: viewQuery.default('basic'),
});
export type AsOfQuery = z.output<typeof asOfQuery>;

export const listAsOfOperation = defineOperation({
  id: 'listMemoryStoreAsOf',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}/as_of',
  summary:
    'List a store as it was at an instant: of every memory that lived then, the version that was its head',
  params: storeParams,
  query: asOfQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  /** `is_complete` is false when retention removed what some memory was then: it is left out. */
  response: pageOf(versionResource).extend({ is_complete: z.boolean() }),
  wantsMemoryBeta: false,
});

const versionRef = z.strictObject({ type: z.literal('memory_version'), memory_version_id: id });
const storeRef = z.strictObject({
  type: z.literal('memory_store'),
  memory_store_id: id,
  /** Now, when omitted. */
  at: instant.optional(),
});
export type StoreRef = z.output<typeof storeRef>;

const diffBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('memory_versions'), from: versionRef, to: versionRef }),
  z.strictObject({
    type: z.literal('memory_stores'),
    from: storeRef,
    to: storeRef,
    path_prefix: pathPrefix.default('/'),
    limit: z.int().min(1).max(1000).default(100),
    page: text.max(4096).optional(),
  }),
]);
export type DiffBody = z.output<typeof diffBody>;
export type VersionsDiffBody = Extract<DiffBody, { type: 'memory_versions' }>;
export type StoresDiffBody = Extract<DiffBody, { type: 'memory_stores' }>;

const hunk = z.strictObject({
  kind: z.enum(['equal', 'added', 'removed']),
  /** With their line ends. */
  lines: z.array(z.string()),
});

export const versionsDiffResource = z.strictObject({
  type: z.literal('memory_version_diff'),
  from: versionResource,
  to: versionResource,
  /** The lines that are not added, joined, are the text before; those that are not removed are the text after. */
  hunks: z.array(hunk),
  summary: z.strictObject({
    added_lines: z.int(),
    removed_lines: z.int(),
    changed_lines: z.int(),
    unchanged_lines: z.int(),
    /** Of the bytes before, the share that is gone: 0 to 1. */
    lost_share: z.number(),
  }),
  /** False when time ran out: the hunks are right, but coarser than they could be. */
  is_complete: z.boolean(),
});
export type VersionsDiffResource = z.infer<typeof versionsDiffResource>;

export const changeKinds = ['added', 'removed', 'changed', 'moved', 'moved_and_changed'] as const;
export type ChangeKind = (typeof changeKinds)[number];

const storeChange = z.strictObject({
  change: z.enum(changeKinds),
  from: versionResource.nullable(),
  to: versionResource.nullable(),
});
export type StoreChangeResource = z.infer<typeof storeChange>;

const storeSide = z.strictObject({
  memory_store_id: z.string(),
  at: time,
  /** False when retention removed what some memory was then: what is not known is left out. */
  is_complete: z.boolean(),
});

export const storesDiffResource = z.strictObject({
  type: z.literal('memory_store_diff'),
  from: storeSide,
  to: storeSide,
  counts: z.strictObject({
    added: z.int(),
    removed: z.int(),
    changed: z.int(),
    moved: z.int(),
    moved_and_changed: z.int(),
  }),
  data: z.array(storeChange),
  next_page: z.string().nullable(),
});
export type StoresDiffResource = z.infer<typeof storesDiffResource>;

export const diffMemoriesOperation = defineOperation({
  id: 'diffMemories',
  method: 'POST',
  path: '/v1/memory_diffs',
  summary: 'Compare two versions line by line, or two stores or instants of a store memory by memory',
  params: z.object({}),
  query: noQuery,
  body: diffBody,
  isBodyOptional: false,
  response: z.union([versionsDiffResource, storesDiffResource]),
  wantsMemoryBeta: false,
});

export const blameResource = z.strictObject({
  type: z.literal('memory_blame'),
  memory_id: z.string(),
  memory_version_id: z.string(),
  /** In order; the texts joined are the content exactly. */
  lines: z.array(
    z.strictObject({
      text: z.string(),
      memory_version_id: z.string(),
      /** The line may be older: what came before is redacted or removed, or too long ago to be compared. */
      is_approximate: z.boolean(),
    }),
  ),
  /** The versions that the lines name, oldest first. */
  versions: z.array(versionResource),
});
export type BlameResource = z.infer<typeof blameResource>;

export const blameMemoryOperation = defineOperation({
  id: 'blameMemory',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}/memories/{memory_id}/blame',
  summary: 'For each line of a memory, the version and actor that introduced it',
  params: memoryParams,
  query: noQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: blameResource,
  wantsMemoryBeta: false,
});

const mergeBody = z.strictObject({
  memory_store_id: id,
  memory_id: id,
  /** The version that the text was made from. */
  base_version_id: id,
  content: writtenContent,
});
export type MergeBody = z.output<typeof mergeBody>;

export const mergeResource = z.strictObject({
  type: z.literal('memory_merge'),
  /** What the text was merged with; its hash is the precondition for writing the result. */
  head_version_id: z.string(),
  head_content_sha256: z.string(),
  is_clean: z.boolean(),
  /** The merged text, when it is clean. */
  content: z.string().nullable(),
  chunks: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('merged'), text: z.string() }),
      z.strictObject({ kind: z.literal('conflict'), base: z.string(), ours: z.string(), theirs: z.string() }),
    ]),
  ),
});
export type MergeResource = z.infer<typeof mergeResource>;

export const mergeMemoryOperation = defineOperation({
  id: 'mergeMemory',
  method: 'POST',
  path: '/v1/memory_merges',
  summary: 'Merge a text with what its memory became meanwhile; writes nothing',
  params: z.object({}),
  query: noQuery,
  body: mergeBody,
  isBodyOptional: false,
  response: mergeResource,
  wantsMemoryBeta: false,
});
