import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';

import {
  assertMayBeCalled,
  assertMayManageWebhooks,
  lockWebhook,
  presentWebhook,
  readEndOfTrail,
} from './internal';
import type { UpdateWebhookBody, WebhookResource } from './schema';

type Field = 'url' | 'event_types' | 'state';

function listChanges(body: UpdateWebhookBody, current: WebhookResource): Field[] {
  const fields = ['url', 'event_types', 'state'] as const;
  return fields.filter(
    (field) => body[field] !== undefined && String(body[field]) !== String(current[field]),
  );
}

/**
 * Changes where events go, which, and whether. One that is enabled again is told of what happens from then on; what was waiting is sent.
 * Needs `admin`, and of a person a recent sign-in to change the address. Without a change nothing is recorded.
 */
export async function updateWebhook(
  actor: Actor,
  webhookId: string,
  body: UpdateWebhookBody,
): Promise<WebhookResource> {
  assertMayManageWebhooks(actor);
  if (body.url !== undefined) assertMayBeCalled(body.url);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    const endpoint = await lockWebhook(tx, workspaceId, webhookId);
    const changed = listChanges(body, presentWebhook(endpoint));
    if (changed.length === 0) return presentWebhook(endpoint);
    if (changed.includes('url')) assertRecentSignIn(actor);
    const isSwitched = changed.includes('state');
    const isEnabled = isSwitched && body.state === 'enabled';
    const updated = await tx.webhookEndpoint.update({
      where: { workspaceId_id: { workspaceId, id: webhookId } },
      data: {
        ...(body.url !== undefined && { url: body.url }),
        ...(body.event_types !== undefined && { eventTypes: body.event_types }),
        ...(isEnabled && {
          state: 'enabled',
          disabledReason: null,
          failingSince: null,
          ...(await readEndOfTrail(tx)),
        }),
        ...(isSwitched && !isEnabled && { state: 'disabled', disabledReason: 'by_person' }),
        updatedAt: await readClock(tx),
      },
    });
    await appendAudit(tx, actor, {
      action: 'webhook.updated',
      target: { type: 'webhook', id: webhookId },
      details: { changed, state: presentWebhook(updated).state },
    });
    return presentWebhook(updated);
  });
}
