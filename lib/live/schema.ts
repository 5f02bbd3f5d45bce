import { z } from 'zod';

import { auditActions, targetTypes } from '@/lib/audit/actions';
import type { AuditAction } from '@/lib/audit/actions';
import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { flag, noBody, text, time } from '@/lib/http/fields';
import { eventStreamBody } from '@/lib/http/transport';

const actionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];

/** One change, as its audit entry has it: ids and codes. What became of the thing, whoever may read it asks for. */
export const changeResource = z.strictObject({
  /** The audit entry's. */
  id: z.string(),
  type: z.literal('change'),
  action: z.enum(actionNames),
  actor: actorResource,
  target: z.strictObject({ type: z.enum(targetTypes), id: z.string() }),
  memory_store_id: z.string().nullable(),
  memory_id: z.string().nullable(),
  /** The version that the change made. */
  memory_version_id: z.string().nullable(),
  recorded_at: time,
});
export type ChangeResource = z.infer<typeof changeResource>;

/** The data of an event named `changes`: in the order of the trail, each change once. Its `id` is where to go on behind it. */
export const changesResource = z.strictObject({
  type: z.literal('changes'),
  data: z.array(changeResource),
});
export type ChangesResource = z.infer<typeof changesResource>;

/** The data of an event named `ready`, the first of every stream: from its `id` on nothing is missed. */
export const readyResource = z.strictObject({ type: z.literal('ready') });

const followQuery = z.object({
  /** The `id` of an event, to go on behind it; a `Last-Event-ID` header says the same and counts more. */
  after: text.max(16_384).optional(),
  /** False: what has happened since, and no more. */
  follow: flag.default(true),
});
export type FollowQuery = z.output<typeof followQuery>;

export const followChangesOperation = defineOperation({
  id: 'followChanges',
  method: 'GET',
  path: '/v1/events',
  summary:
    'Follow the changes of the workspace as server-sent events: ids only, each change once, from a cursor on',
  params: z.object({}),
  query: followQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: eventStreamBody,
  events: z.union([readyResource, changesResource]),
  wantsMemoryBeta: false,
});
