import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveWorkspace } from '@/lib/workspaces/read';
import { retrieveWorkspaceOperation } from '@/lib/workspaces/workspace';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveWorkspaceOperation, ({ actor }) => retrieveWorkspace(actor)),
);
