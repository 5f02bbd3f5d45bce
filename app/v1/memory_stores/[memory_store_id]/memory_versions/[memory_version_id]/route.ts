import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveVersion } from '@/lib/versions/read';
import { retrieveVersionOperation } from '@/lib/versions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveVersionOperation, ({ actor, params, query }) =>
    retrieveVersion(actor, params.memory_store_id, params.memory_version_id, query),
  ),
);
