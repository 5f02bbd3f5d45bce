import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { assertMayManageWebhooks, getWebhook, presentDelivery, presentWebhook } from './internal';
import type { ListDeliveriesQuery, WebhookDeliveryResource, WebhookResource } from './schema';

/** A page of webhooks, newest first. Needs `admin`. */
export async function listWebhooks(
  actor: Actor,
  query: { limit: number; page?: string | undefined },
): Promise<{ data: WebhookResource[]; next_page: string | null }> {
  assertMayManageWebhooks(actor);
  const { workspaceId } = actor;
  const listing = ['webhooks', workspaceId];
  const after = query.page === undefined ? null : (openCursor(query.page, listing) as string);
  return withWorkspace(actor, async (tx) => {
    const found = await tx.webhookEndpoint.findMany({
      where: { workspaceId, ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
    });
    const shown = found.slice(0, query.limit);
    return {
      data: shown.map(presentWebhook),
      next_page: found.length > query.limit ? sealCursor(shown.at(-1)!.id, listing) : null,
    };
  });
}

/** Needs `admin`; throws `not_found`. */
export async function retrieveWebhook(actor: Actor, webhookId: string): Promise<WebhookResource> {
  assertMayManageWebhooks(actor);
  return withWorkspace(actor, async (tx) =>
    presentWebhook(await getWebhook(tx, actor.workspaceId, webhookId)),
  );
}

/** A page of what was and will be sent to a webhook, newest first. Needs `admin`; throws `not_found`. */
export async function listWebhookDeliveries(
  actor: Actor,
  webhookId: string,
  query: ListDeliveriesQuery,
): Promise<{ data: WebhookDeliveryResource[]; next_page: string | null }> {
  assertMayManageWebhooks(actor);
  const { workspaceId } = actor;
  const { status } = query;
  const listing = ['webhook_deliveries', workspaceId, webhookId, status];
  const after = query.page === undefined ? null : (openCursor(query.page, listing) as string);
  return withWorkspace(actor, async (tx) => {
    await getWebhook(tx, workspaceId, webhookId);
    const found = await tx.webhookDelivery.findMany({
      where: {
        workspaceId,
        endpointId: webhookId,
        ...(status !== undefined && { status }),
        ...(after !== null && { id: { lt: after } }),
      },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
    });
    const shown = found.slice(0, query.limit);
    return {
      data: shown.map(presentDelivery),
      next_page: found.length > query.limit ? sealCursor(shown.at(-1)!.id, listing) : null,
    };
  });
}
