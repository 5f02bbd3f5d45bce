import { endpoint, handle } from '@/lib/http/endpoint';
import { listDestructiveChanges } from '@/lib/overview/read';
import { listDestructiveChangesOperation } from '@/lib/overview/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listDestructiveChangesOperation, ({ actor, query }) => listDestructiveChanges(actor, query)),
);
