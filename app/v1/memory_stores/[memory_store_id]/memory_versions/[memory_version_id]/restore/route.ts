import { endpoint, handle } from '@/lib/http/endpoint';
import { restoreVersion } from '@/lib/memories/restore-version';
import { restoreVersionOperation } from '@/lib/memories/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(restoreVersionOperation, ({ actor, params, body }) =>
    restoreVersion(actor, params.memory_store_id, params.memory_version_id, body),
  ),
);
