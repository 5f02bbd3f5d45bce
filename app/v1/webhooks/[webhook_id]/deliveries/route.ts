import { endpoint, handle } from '@/lib/http/endpoint';
import { listWebhookDeliveries } from '@/lib/webhooks/read';
import { listWebhookDeliveriesOperation } from '@/lib/webhooks/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listWebhookDeliveriesOperation, ({ actor, params, query }) =>
    listWebhookDeliveries(actor, params.webhook_id, query),
  ),
);
