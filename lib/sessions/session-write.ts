import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { noBody, pageOf, pageQuery, time } from '@/lib/http/fields';
import { operations, versionResource } from '@/lib/versions/schema';

import { sessionParams } from './schema';

/** What became of a memory since a version: that version is still its head, others came after it, or it is deleted by now. */
export const writeStates = ['head', 'changed', 'deleted'] as const;
export type WriteState = (typeof writeStates)[number];

const sessionWrite = z.strictObject({
  type: z.literal('session_write'),
  /** Without content; path and hash are null for auditors. */
  memory_version: versionResource.required({ governance: true }),
  /** What it was written over: null for a memory's first version, and where retention removed it. */
  previous: z
    .strictObject({ memory_version_id: z.string(), content_size_bytes: z.int().nullable() })
    .nullable(),
  /** The memory as it is now. */
  memory: z.strictObject({
    state: z.enum(writeStates),
    path: z.string().nullable(),
    head: z.strictObject({
      memory_version_id: z.string(),
      number: z.int(),
      operation: z.enum(operations),
      content_sha256: z.string().nullable(),
      created_at: time,
      created_by: actorResource,
    }),
  }),
});
export type SessionWrite = z.infer<typeof sessionWrite>;

export const listSessionWritesOperation = defineOperation({
  id: 'listSessionWrites',
  method: 'GET',
  path: '/v1/sessions/{session_id}/memory_writes',
  summary: 'List everything that a session wrote, in order, with what became of each memory since',
  params: sessionParams,
  query: pageQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(sessionWrite),
  wantsMemoryBeta: false,
});
