import { endpoint, handle } from '@/lib/http/endpoint';
import { listMostRead } from '@/lib/memories/list-most-read';
import { listMostReadOperation } from '@/lib/memories/most-read';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listMostReadOperation, ({ actor, params, query }) =>
    listMostRead(actor, params.memory_store_id, query.limit),
  ),
);
