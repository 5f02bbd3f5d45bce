import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { createWebhook } from '@/lib/webhooks/create-webhook';
import { deleteWebhook } from '@/lib/webhooks/delete-webhook';
import { deliverWebhooks } from '@/lib/webhooks/deliver-webhooks';
import { replayDelivery } from '@/lib/webhooks/replay-delivery';
import { rotateSecret } from '@/lib/webhooks/rotate-secret';
import { sendTest } from '@/lib/webhooks/send-test';
import { updateWebhook } from '@/lib/webhooks/update-webhook';

import { makeWebhook, openReceiver } from '../webhooks';
import { atOnce } from './scenario';
import type { Scenario } from './scenario';

const url = 'https://hooks.example.org/palimpsest';

const onWebhook = (act: (actor: Actor, webhookId: string) => Promise<unknown>) => async (actor: Actor) => {
  const { id } = await createWebhook(actor, { url, event_types: ['session.*'] });
  return () => act(actor, id);
};

export const webhooksVerbs: Record<string, Scenario> = {
  'webhooks/create-webhook': {
    action: 'webhook.created',
    prepare: atOnce((actor) => createWebhook(actor, { url, event_types: ['session.*'] })),
  },
  'webhooks/update-webhook': {
    action: 'webhook.updated',
    prepare: onWebhook((actor, id) => updateWebhook(actor, id, { state: 'disabled' })),
  },
  'webhooks/delete-webhook': { action: 'webhook.deleted', prepare: onWebhook(deleteWebhook) },
  'webhooks/rotate-secret': {
    action: 'webhook.secret_rotated',
    prepare: onWebhook((actor, id) => rotateSecret(actor, id, { overlap_hours: 24 })),
  },
  'webhooks/send-test': { action: 'webhook.tested', prepare: onWebhook(sendTest) },
  'webhooks/replay-delivery': {
    action: 'webhook.delivery_replayed',
    prepare: async (actor) => {
      const webhook = await createWebhook(actor, { url, event_types: ['session.*'] });
      const { id: deliveryId } = await sendTest(actor, webhook.id);
      const ended = { status: 'failed', nextAttemptAt: null, endedAt: 1n };
      await withWorkspace(actor, (tx) =>
        tx.webhookDelivery.updateMany({ where: { id: deliveryId }, data: ended }),
      );
      return () => replayDelivery(actor, { webhookId: webhook.id, deliveryId });
    },
  },
  'webhooks/deliver-webhooks': {
    action: 'webhook.disabled',
    isResumable: true,
    /** An address that is gone. */
    prepare: async (actor) => {
      const receiver = await openReceiver();
      receiver.answer(410);
      const { id } = await makeWebhook(actor, { url: receiver.url, types: ['session.*'] });
      await sendTest(actor, id);
      return () => deliverWebhooks({ workspaceId: actor.workspaceId }, { allowsPrivate: true });
    },
  },
};
