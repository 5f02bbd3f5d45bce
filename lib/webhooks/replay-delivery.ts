import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { notFound } from '@/lib/errors/app-error';

import { assertEnabled, assertMayManageWebhooks, lockWebhook, presentDelivery } from './internal';
import type { WebhookDeliveryResource } from './schema';

type Ref = { webhookId: string; deliveryId: string };

/**
 * Sends a delivery again, now and with all its attempts before it, as the same event under the same id. One that waits for its first or
 * next attempt already is left as it is, and nothing is recorded. Needs `admin`; a disabled webhook is a conflict.
 */
export async function replayDelivery(
  actor: Actor,
  { webhookId, deliveryId }: Ref,
): Promise<WebhookDeliveryResource> {
  assertMayManageWebhooks(actor);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    const endpoint = await lockWebhook(tx, workspaceId, webhookId);
    const key = { workspaceId_id: { workspaceId, id: deliveryId } };
    const found = await tx.webhookDelivery.findUnique({ where: key });
    if (found?.endpointId !== webhookId)
      throw notFound(`webhook delivery not found: ${deliveryId.slice(0, 64)}`);
    assertEnabled(endpoint);
    if (found.status === 'pending') return presentDelivery(found);
    const data = { status: 'pending', attempts: 0, nextAttemptAt: await readClock(tx), endedAt: null };
    const delivery = await tx.webhookDelivery.update({ where: key, data });
    await appendAudit(tx, actor, {
      action: 'webhook.delivery_replayed',
      target: { type: 'webhook', id: webhookId },
      details: { webhook_delivery_id: deliveryId },
    });
    return presentDelivery(delivery);
  });
}
