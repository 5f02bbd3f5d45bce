import { endpoint, handle } from '@/lib/http/endpoint';
import { deleteWebhook } from '@/lib/webhooks/delete-webhook';
import { retrieveWebhook } from '@/lib/webhooks/read';
import {
  deleteWebhookOperation,
  retrieveWebhookOperation,
  updateWebhookOperation,
} from '@/lib/webhooks/schema';
import { updateWebhook } from '@/lib/webhooks/update-webhook';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveWebhookOperation, ({ actor, params }) => retrieveWebhook(actor, params.webhook_id)),
  handle(updateWebhookOperation, ({ actor, params, body }) => updateWebhook(actor, params.webhook_id, body)),
  handle(deleteWebhookOperation, ({ actor, params }) => deleteWebhook(actor, params.webhook_id)),
);
