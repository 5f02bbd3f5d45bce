import { endpoint, handle } from '@/lib/http/endpoint';
import { updateApiKeyOperation } from '@/lib/workspaces/schema';
import { updateApiKey } from '@/lib/workspaces/update-api-key';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(updateApiKeyOperation, ({ actor, params, body }) => updateApiKey(actor, params.api_key_id, body)),
);
