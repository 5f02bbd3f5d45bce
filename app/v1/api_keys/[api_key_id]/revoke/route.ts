import { endpoint, handle } from '@/lib/http/endpoint';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';
import { revokeApiKeyOperation } from '@/lib/workspaces/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(revokeApiKeyOperation, ({ actor, params }) => revokeApiKey(actor, params.api_key_id)),
);
