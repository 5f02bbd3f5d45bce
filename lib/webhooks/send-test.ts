import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { newId } from '@/lib/db/ids';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';

import { testEventType, writeTestPayload } from './events';
import { assertEnabled, assertMayManageWebhooks, lockWebhook, presentDelivery } from './internal';
import type { WebhookDeliveryResource } from './schema';

/** Queues an event that tells of nothing, to see whether it arrives. Needs `admin`; a disabled webhook is a conflict. */
export async function sendTest(actor: Actor, webhookId: string): Promise<WebhookDeliveryResource> {
  assertMayManageWebhooks(actor);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    assertEnabled(await lockWebhook(tx, workspaceId, webhookId));
    const now = await readClock(tx);
    const id = newId('whdl');
    const delivery = await tx.webhookDelivery.create({
      data: {
        workspaceId,
        id,
        endpointId: webhookId,
        eventId: id,
        eventType: testEventType,
        payload: writeTestPayload(workspaceId, webhookId, formatInstant(now)),
        status: 'pending',
        nextAttemptAt: now,
      },
    });
    await appendAudit(tx, actor, {
      action: 'webhook.tested',
      target: { type: 'webhook', id: webhookId },
      details: { webhook_delivery_id: id },
    });
    return presentDelivery(delivery);
  });
}
