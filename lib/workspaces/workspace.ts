import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { noBody, noQuery, text, time } from '@/lib/http/fields';

/** The workspace of whoever calls, with what would go with it. */
export const workspaceResource = z.strictObject({
  id: z.string(),
  type: z.literal('workspace'),
  name: z.string(),
  /** Made at the first start to look around in; once deleted, no start makes it again. */
  is_demonstration: z.boolean(),
  created_at: time,
  counts: z.strictObject({
    memory_stores: z.int(),
    memories: z.int(),
    members: z.int(),
    /** Those that are not revoked. */
    api_keys: z.int(),
  }),
});
export type WorkspaceResource = z.infer<typeof workspaceResource>;

/** The name as it stands, so that nobody deletes another workspace than the one they think of. */
const deleteWorkspaceBody = z.strictObject({ name: text.min(1).max(255) });
export type DeleteWorkspaceBody = z.output<typeof deleteWorkspaceBody>;

const deletedWorkspace = z.strictObject({ id: z.string(), type: z.literal('workspace_deleted') });
export type DeletedWorkspace = z.infer<typeof deletedWorkspace>;

const base = { params: z.object({}), query: noQuery, wantsMemoryBeta: false } as const;

export const retrieveWorkspaceOperation = defineOperation({
  ...base,
  id: 'retrieveWorkspace',
  method: 'GET',
  path: '/v1/workspace',
  summary: 'Retrieve the workspace with its counts',
  body: noBody.optional(),
  isBodyOptional: true,
  response: workspaceResource,
});

export const deleteWorkspaceOperation = defineOperation({
  ...base,
  id: 'deleteWorkspace',
  method: 'POST',
  path: '/v1/workspace/delete',
  summary: 'Delete the workspace for good: gone for everybody at once, its rows purged by a job',
  body: deleteWorkspaceBody,
  isBodyOptional: false,
  response: deletedWorkspace,
});
