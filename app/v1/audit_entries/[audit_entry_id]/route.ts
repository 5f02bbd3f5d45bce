import { retrieveAuditEntry } from '@/lib/audit/read';
import { retrieveAuditEntryOperation } from '@/lib/audit/schema';
import { endpoint, handle } from '@/lib/http/endpoint';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveAuditEntryOperation, ({ actor, params }) =>
    retrieveAuditEntry(actor, params.audit_entry_id),
  ),
);
