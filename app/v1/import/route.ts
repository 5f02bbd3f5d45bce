import { endpoint, handle } from '@/lib/http/endpoint';
import { importWorkspace } from '@/lib/transfer/import-workspace';
import { importWorkspaceOperation } from '@/lib/transfer/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(importWorkspaceOperation, ({ actor, body }) => importWorkspace(actor, body)),
);
