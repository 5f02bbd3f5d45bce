import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';

import {
  assertMayBeCalled,
  assertMayManageWebhooks,
  newWebhookSecret,
  presentWebhook,
  readEndOfTrail,
  sealSecret,
} from './internal';
import type { CreateWebhookBody, WebhookWithSecret } from './schema';

/**
 * An address that is told of what happens from now on. Answers this once with the secret that signs. Needs `admin`, and of a person a
 * recent sign-in.
 */
export async function createWebhook(actor: Actor, body: CreateWebhookBody): Promise<WebhookWithSecret> {
  assertMayManageWebhooks(actor);
  assertRecentSignIn(actor);
  assertMayBeCalled(body.url);
  const key = { workspaceId: actor.workspaceId, id: newId('whook') };
  const secret = newWebhookSecret();
  return withWorkspace(actor, async (tx) => {
    const endpoint = await tx.webhookEndpoint.create({
      data: {
        ...key,
        ...(await readEndOfTrail(tx)),
        url: body.url,
        eventTypes: body.event_types,
        state: 'enabled',
        secret: sealSecret(key, secret),
        createdByType: actor.type,
        createdById: actor.id,
      },
    });
    await appendAudit(tx, actor, {
      action: 'webhook.created',
      target: { type: 'webhook', id: key.id },
      details: { event_types: body.event_types },
    });
    return { ...presentWebhook(endpoint), secret };
  });
}
