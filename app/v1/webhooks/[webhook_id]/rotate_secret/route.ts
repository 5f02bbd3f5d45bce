import { endpoint, handle } from '@/lib/http/endpoint';
import { rotateSecret } from '@/lib/webhooks/rotate-secret';
import { rotateWebhookSecretOperation } from '@/lib/webhooks/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(rotateWebhookSecretOperation, ({ actor, params, body }) =>
    rotateSecret(actor, params.webhook_id, body),
  ),
);
