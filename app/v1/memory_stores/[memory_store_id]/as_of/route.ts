import { listAsOf } from '@/lib/history/list-as-of';
import { listAsOfOperation } from '@/lib/history/schema';
import { endpoint, handle } from '@/lib/http/endpoint';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listAsOfOperation, ({ actor, params, query }) => listAsOf(actor, params.memory_store_id, query)),
);
