import { endpoint, handle } from '@/lib/http/endpoint';
import { testWebhookOperation } from '@/lib/webhooks/schema';
import { sendTest } from '@/lib/webhooks/send-test';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(testWebhookOperation, ({ actor, params }) => sendTest(actor, params.webhook_id)),
);
