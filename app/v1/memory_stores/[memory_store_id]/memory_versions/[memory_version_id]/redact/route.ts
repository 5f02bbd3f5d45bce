import { endpoint, handle } from '@/lib/http/endpoint';
import { redactVersion } from '@/lib/versions/redact-version';
import { redactVersionOperation } from '@/lib/versions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(redactVersionOperation, ({ actor, params, body }) =>
    redactVersion(actor, params.memory_store_id, params.memory_version_id, body.reason),
  ),
);
