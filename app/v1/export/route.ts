import { endpoint, handle } from '@/lib/http/endpoint';
import { exportWorkspace } from '@/lib/transfer/export-workspace';
import { exportWorkspaceOperation } from '@/lib/transfer/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(exportWorkspaceOperation, ({ actor }) => exportWorkspace(actor)),
);
