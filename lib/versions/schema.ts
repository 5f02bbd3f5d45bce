import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, noQuery, nullableTime, pageOf, pageQuery, text, time } from '@/lib/http/fields';
import { priorKnowledge } from '@/lib/reads/schema';
import { includeGovernance } from '@/lib/stores/schema';

export const viewQuery = z.enum(['basic', 'full']);
export type View = z.infer<typeof viewQuery>;

/** A list that carries content is cut to this many items a page. */
export const fullViewLimit = 20;

export const operations = ['created', 'modified', 'deleted'] as const;
export type VersionOperation = (typeof operations)[number];

export const originKinds = ['restored', 'copied', 'reverted', 'redacted'] as const;
export type OriginKind = (typeof originKinds)[number];

export const versionResource = z.strictObject({
  id: z.string(),
  type: z.literal('memory_version'),
  memory_store_id: z.string(),
  memory_id: z.string(),
  operation: z.enum(operations),
  path: z.string().nullable(),
  content: z.string().nullable(),
  content_sha256: z.string().nullable(),
  content_size_bytes: z.int().nullable(),
  created_at: time,
  created_by: actorResource.nullable(),
  redacted_at: nullableTime,
  redacted_by: actorResource.nullable(),
  governance: z
    .strictObject({
      number: z.int(),
      trust_tier: z.string(),
      /** Null unless a session wrote it over an earlier version. */
      prior_knowledge: priorKnowledge.nullable(),
      agent: z.string().nullable(),
      model: z.string().nullable(),
      tool: z.string().nullable(),
      occurred_at: nullableTime,
      imported_by: actorResource.nullable(),
      /** Set when the text was not typed but taken from another version. */
      origin: z.strictObject({ kind: z.enum(originKinds), memory_version_id: z.string() }).nullable(),
    })
    .optional(),
});
export type VersionResource = z.infer<typeof versionResource>;

/** Why a person does something, in their words. Kept apart from the audit entry, so that it can be erased. */
export const reasonBody = z.strictObject({ reason: text.min(1).max(2000).optional() });

const versionParams = z.object({ memory_store_id: z.string(), memory_version_id: z.string() });

const listVersionsQuery = pageQuery.extend(includeGovernance.shape).extend({
  memory_id: id.optional(),
  operation: z.enum(operations).optional(),
  session_id: id.optional(),
  api_key_id: id.optional(),
  service_account_id: id.optional(),
  'created_at[gte]': instant.optional(),
  'created_at[lte]': instant.optional(),
  view: viewQuery.default('basic'),
});
export type ListVersionsQuery = z.output<typeof listVersionsQuery>;

const retrieveVersionQuery = includeGovernance.extend({ view: viewQuery.default('full') });
export type RetrieveVersionQuery = z.output<typeof retrieveVersionQuery>;

export const listVersionsOperation = defineOperation({
  id: 'listMemoryVersions',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}/memory_versions',
  summary: 'List the versions of a store or of one memory, newest first',
  params: z.object({ memory_store_id: z.string() }),
  query: listVersionsQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(versionResource),
  wantsMemoryBeta: true,
});

export const retrieveVersionOperation = defineOperation({
  id: 'retrieveMemoryVersion',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}/memory_versions/{memory_version_id}',
  summary: 'Retrieve one version with its content',
  params: versionParams,
  query: retrieveVersionQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: versionResource,
  wantsMemoryBeta: true,
});

export const redactVersionOperation = defineOperation({
  id: 'redactMemoryVersion',
  method: 'POST',
  path: '/v1/memory_stores/{memory_store_id}/memory_versions/{memory_version_id}/redact',
  summary: 'Remove content, path, hash and size of a version that is not the head of a live memory',
  params: versionParams,
  query: noQuery,
  body: reasonBody,
  isBodyOptional: true,
  response: versionResource,
  wantsMemoryBeta: true,
});
