import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import {
  flag,
  id,
  instant,
  metadata,
  noBody,
  noQuery,
  nullableTime,
  pageOf,
  pageQuery,
  pageSize,
  text,
  time,
} from '@/lib/http/fields';
import { readKinds, sessionMemoryReadResource } from '@/lib/reads/schema';
import { includeGovernance } from '@/lib/stores/schema';

export const maxAttachedStores = 8;
export const maxInstructionsChars = 4096;

const agentResource = z.strictObject({
  type: z.literal('agent'),
  id: z.string(),
  version: z.int(),
  name: z.string(),
  description: z.string().nullable(),
  system: z.string().nullable(),
  model: z.strictObject({ id: z.string() }),
  execution_identity: z.strictObject({ type: z.literal('service_account') }),
  mcp_servers: z.array(z.unknown()),
  multiagent: z.null(),
  skills: z.array(z.unknown()),
  tools: z.array(z.unknown()),
});

export const attachmentResource = z.strictObject({
  type: z.literal('memory_store'),
  memory_store_id: z.string(),
  access: z.enum(['read_write', 'read_only']),
  name: z.string(),
  description: z.string(),
  instructions: z.string().nullable(),
  mount_path: z.string(),
});
export type AttachmentResource = z.infer<typeof attachmentResource>;

/** Of versions that say that the session wrote them. */
const sessionWrites = z.strictObject({
  count: z.int(),
  memory_count: z.int(),
  /** By how much texts shrank, in bytes, without what they grew. */
  lost_bytes: z.int(),
  /** Of these came with an import, which says that the session wrote them. A revert leaves them alone. */
  imported_count: z.int(),
  /** False when only the newest thousand were counted. */
  is_complete: z.boolean(),
  last_at: nullableTime,
});

const sessionGovernance = z.strictObject({
  trust_tier: z.string(),
  created_by: actorResource,
  /** The models that its versions name. */
  models: z.array(z.string()),
  writes: sessionWrites,
  /** When it last wrote or was shown something, or else was created. */
  last_active_at: time,
});
export type SessionGovernance = z.infer<typeof sessionGovernance>;

export const sessionResource = z.strictObject({
  id: z.string(),
  type: z.literal('session'),
  agent: agentResource,
  archived_at: nullableTime,
  budget: z.null(),
  created_at: time,
  deployment_id: z.null(),
  environment_id: z.string(),
  metadata: z.record(z.string(), z.string()),
  outcome_evaluations: z.array(z.unknown()),
  resources: z.array(attachmentResource),
  stats: z.strictObject({}),
  status: z.enum(['idle', 'terminated']),
  title: z.string().nullable(),
  updated_at: time,
  usage: z.strictObject({}),
  vault_ids: z.array(z.string()),
  governance: sessionGovernance.optional(),
});
export type SessionResource = z.infer<typeof sessionResource>;

const name = text.min(1).max(255);

/** An id, or the object of the sessions API; what the object says of tools and models is not ours to keep. */
const agentInput = z.union([
  name.transform((agentId) => ({ id: agentId, version: 1 })),
  z
    .looseObject({ type: z.literal('agent').optional(), id: name, version: z.int().min(1).optional() })
    .transform((agent) => ({
      id: agent.id,
      version: agent.version ?? 1,
    })),
]);

const attachmentInput = z
  .looseObject({ type: z.string() })
  .superRefine((resource, context) => {
    if (resource.type !== 'memory_store') {
      context.addIssue({
        code: 'custom',
        message: `resources: only resources of type memory_store can be attached here, not ${JSON.stringify(resource.type.slice(0, 40))}`,
      });
    }
  })
  .pipe(
    z.strictObject({
      type: z.literal('memory_store'),
      memory_store_id: id,
      access: z.enum(['read_write', 'read_only']).nullish(),
      instructions: text.max(maxInstructionsChars).nullish(),
    }),
  );

const refuseGiven = (field: string, why: string) =>
  z
    .unknown()
    .refine(
      (value) => value === undefined || value === null || (Array.isArray(value) && value.length === 0),
      {
        error: `${field}: ${why}`,
      },
    );

const createSessionBody = z
  .strictObject({
    agent: agentInput,
    environment_id: name,
    resources: z
      .array(attachmentInput)
      .refine((resources) => resources.length <= maxAttachedStores, {
        error: `resources cannot contain more than ${maxAttachedStores} memory_store entries`,
      })
      .nullish(),
    title: text.max(255).nullish(),
    metadata: metadata.nullish(),
    vault_ids: z.array(id).max(100).nullish(),
    budget: z.unknown().optional(),
    initial_events: refuseGiven(
      'initial_events',
      'no agent runs here, so there is nobody to send events to',
    ).optional(),
  })
  .superRefine((body, context) => {
    const stores = (body.resources ?? []).map((resource) => resource.memory_store_id);
    if (new Set(stores).size < stores.length) {
      context.addIssue({ code: 'custom', message: 'resources: a memory store can be attached only once' });
    }
  });
export type CreateSessionBody = z.output<typeof createSessionBody>;

const listSessionsQuery = z.object({
  limit: pageSize,
  page: text.max(4096).optional(),
  memory_store_id: id.optional(),
  include_archived: flag.optional(),
  'created_at[gte]': instant.optional(),
  'created_at[lte]': instant.optional(),
  'created_at[gt]': instant.optional(),
  'created_at[lt]': instant.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
});
export type ListSessionsQuery = z.output<typeof listSessionsQuery>;

const listSessionReadsQuery = pageQuery.extend({ kind: z.enum(readKinds).optional() });
export type ListSessionReadsQuery = z.output<typeof listSessionReadsQuery>;

export const sessionParams = z.object({ session_id: z.string() });
const base = { query: noQuery, isBodyOptional: true, wantsMemoryBeta: false } as const;

export const createSessionOperation = defineOperation({
  ...base,
  id: 'createSession',
  method: 'POST',
  path: '/v1/sessions',
  summary: 'Create a session with up to 8 attached stores; answers once with the token that acts as it',
  params: z.object({}),
  body: createSessionBody,
  response: sessionResource.extend({ session_token: z.string() }),
});

export const listSessionsOperation = defineOperation({
  ...base,
  id: 'listSessions',
  method: 'GET',
  path: '/v1/sessions',
  summary: 'List sessions, newest first, optionally those that a store is attached to',
  params: z.object({}),
  query: listSessionsQuery,
  body: noBody.optional(),
  response: pageOf(sessionResource).extend({ prev_page: z.string().nullable() }),
});

export const retrieveSessionOperation = defineOperation({
  ...base,
  id: 'retrieveSession',
  method: 'GET',
  path: '/v1/sessions/{session_id}',
  summary: 'Retrieve a session',
  params: sessionParams,
  query: includeGovernance,
  body: noBody.optional(),
  response: sessionResource,
});

export const listSessionResourcesOperation = defineOperation({
  ...base,
  id: 'listSessionResources',
  method: 'GET',
  path: '/v1/sessions/{session_id}/resources',
  summary: 'List what is attached to a session',
  params: sessionParams,
  body: noBody.optional(),
  response: pageOf(attachmentResource).extend({ prev_page: z.string().nullable() }),
});

export const archiveSessionOperation = defineOperation({
  ...base,
  id: 'archiveSession',
  method: 'POST',
  path: '/v1/sessions/{session_id}/archive',
  summary: 'Archive a session: its token stops working',
  params: sessionParams,
  body: noBody,
  response: sessionResource,
});

export const listSessionReadsOperation = defineOperation({
  ...base,
  id: 'listSessionReads',
  method: 'GET',
  path: '/v1/sessions/{session_id}/memory_reads',
  summary: 'List what a session was shown, in the order in which it first saw it',
  params: sessionParams,
  query: listSessionReadsQuery,
  body: noBody.optional(),
  response: pageOf(sessionMemoryReadResource),
});
