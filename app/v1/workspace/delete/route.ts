import { endpoint, handle } from '@/lib/http/endpoint';
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace';
import { deleteWorkspaceOperation } from '@/lib/workspaces/workspace';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(deleteWorkspaceOperation, ({ actor, body }) => deleteWorkspace(actor, body)),
);
