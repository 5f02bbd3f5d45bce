import { exportEntries } from '@/lib/audit/export-entries';
import { exportAuditEntriesOperation } from '@/lib/audit/schema';
import { endpoint, handle } from '@/lib/http/endpoint';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(exportAuditEntriesOperation, ({ actor, query }) => exportEntries(actor, query)),
);
