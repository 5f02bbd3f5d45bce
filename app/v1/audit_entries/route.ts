import { listAuditEntries } from '@/lib/audit/read';
import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { endpoint, handle } from '@/lib/http/endpoint';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listAuditEntriesOperation, ({ actor, query }) => listAuditEntries(actor, query)),
);
