import { endpoint, handle } from '@/lib/http/endpoint';
import { replayDelivery } from '@/lib/webhooks/replay-delivery';
import { replayWebhookDeliveryOperation } from '@/lib/webhooks/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(replayWebhookDeliveryOperation, ({ actor, params }) =>
    replayDelivery(actor, { webhookId: params.webhook_id, deliveryId: params.webhook_delivery_id }),
  ),
);
