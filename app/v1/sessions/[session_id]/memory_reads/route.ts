import { endpoint, handle } from '@/lib/http/endpoint';
import { listSessionReads } from '@/lib/sessions/read';
import { listSessionReadsOperation } from '@/lib/sessions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listSessionReadsOperation, ({ actor, params, query }) =>
    listSessionReads(actor, params.session_id, query),
  ),
);
