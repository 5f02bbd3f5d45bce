import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';

import { assertMayManageWebhooks, lockWebhook } from './internal';

/** Nothing is sent there any more, and what was sent is forgotten. Needs `admin`. */
export async function deleteWebhook(
  actor: Actor,
  webhookId: string,
): Promise<{ id: string; type: 'webhook_deleted' }> {
  assertMayManageWebhooks(actor);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await lockWebhook(tx, workspaceId, webhookId);
    await tx.webhookEndpoint.delete({ where: { workspaceId_id: { workspaceId, id: webhookId } } });
    await appendAudit(tx, actor, {
      action: 'webhook.deleted',
      target: { type: 'webhook', id: webhookId },
      details: {},
    });
    return { id: webhookId, type: 'webhook_deleted' };
  });
}
