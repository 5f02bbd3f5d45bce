import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';

import {
  assertMayManageWebhooks,
  lockWebhook,
  newWebhookSecret,
  presentWebhook,
  sealSecret,
} from './internal';
import type { RotateSecretBody, WebhookWithSecret } from './schema';

const hourUs = 3_600_000_000n;

/**
 * A new secret, shown this once. Until the overlap is over every message carries the signatures of both, so that a receiver can change
 * over without losing one. A secret that was still valid from an earlier rotation signs no more. Needs `admin`, and of a
 * person a recent sign-in.
 */
export async function rotateSecret(
  actor: Actor,
  webhookId: string,
  { overlap_hours: overlapHours }: RotateSecretBody,
): Promise<WebhookWithSecret> {
  assertMayManageWebhooks(actor);
  assertRecentSignIn(actor);
  const { workspaceId } = actor;
  const secret = newWebhookSecret();
  return withWorkspace(actor, async (tx) => {
    const endpoint = await lockWebhook(tx, workspaceId, webhookId);
    const now = await readClock(tx);
    const hasOverlap = overlapHours > 0;
    const updated = await tx.webhookEndpoint.update({
      where: { workspaceId_id: { workspaceId, id: webhookId } },
      data: {
        secret: sealSecret({ workspaceId, id: webhookId }, secret),
        previousSecret: hasOverlap ? endpoint.secret : null,
        previousUntil: hasOverlap ? now + BigInt(overlapHours) * hourUs : null,
        updatedAt: now,
      },
    });
    await appendAudit(tx, actor, {
      action: 'webhook.secret_rotated',
      target: { type: 'webhook', id: webhookId },
      details: { overlap_hours: overlapHours },
    });
    return { ...presentWebhook(updated), secret };
  });
}
