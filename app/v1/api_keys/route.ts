import { endpoint, handle } from '@/lib/http/endpoint';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { listApiKeys } from '@/lib/workspaces/read';
import { createApiKeyOperation, listApiKeysOperation } from '@/lib/workspaces/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listApiKeysOperation, ({ actor, query }) => listApiKeys(actor, query)),
  handle(createApiKeyOperation, ({ actor, body }) => createApiKey(actor, body)),
);
