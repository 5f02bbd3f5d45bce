import { endpoint, handle } from '@/lib/http/endpoint';
import { createWebhook } from '@/lib/webhooks/create-webhook';
import { listWebhooks } from '@/lib/webhooks/read';
import { createWebhookOperation, listWebhooksOperation } from '@/lib/webhooks/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listWebhooksOperation, ({ actor, query }) => listWebhooks(actor, query)),
  handle(createWebhookOperation, ({ actor, body }) => createWebhook(actor, body)),
);
