import { endpoint, handle } from '@/lib/http/endpoint';
import { listVersions } from '@/lib/versions/read';
import { listVersionsOperation } from '@/lib/versions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listVersionsOperation, ({ actor, params, query }) =>
    listVersions(actor, params.memory_store_id, query),
  ),
);
