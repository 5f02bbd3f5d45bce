import 'server-only';

import { randomBytes } from 'node:crypto';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { openSealed, sealText } from '@/lib/auth/seal';
import { deriveKey } from '@/lib/auth/secret';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { WebhookDelivery, WebhookEndpoint } from '@/lib/db/generated/client';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { AppError, forbidden, invalidRequest, notFound } from '@/lib/errors/app-error';

import { isPublicAddress } from './is-public-address';
import { canManageWebhooks } from './policy';
import type { WebhookDeliveryResource, WebhookResource } from './schema';

export function assertMayManageWebhooks(actor: Actor): void {
  if (!canManageWebhooks(actor)) throw forbidden('webhooks are for administrators, with the scope admin');
}

/** What can be refused at once. Names are resolved when something is sent, each time anew. */
export function assertMayBeCalled(url: string): void {
  if (env().WEBHOOKS_ALLOW_PRIVATE) return;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') throw invalidRequest('url: must begin with https://');
  const literal = hostname.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$/.test(literal) || literal.includes(':');
  if (isAddress && !isPublicAddress(literal))
    throw invalidRequest('url: must be an address of the open internet');
}

export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function bind({ workspaceId, id }: Pick<WebhookEndpoint, 'workspaceId' | 'id'>) {
  return { key: deriveKey('webhook secret'), context: Buffer.from(`${workspaceId}/${id}`) };
}

type Owner = Pick<WebhookEndpoint, 'workspaceId' | 'id'>;

export function sealSecret(owner: Owner, secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sealText(secret, bind(owner)));
}

/** The secrets that sign at this instant, the present one first. */
export function openSecrets(endpoint: WebhookEndpoint, now: bigint): string[] {
  const { secret, previousSecret, previousUntil } = endpoint;
  const isOldValid = previousUntil !== null && previousUntil > now;
  const sealed = [secret, ...(isOldValid && previousSecret ? [previousSecret] : [])];
  return sealed.map((each) => openSealed(Buffer.from(each), bind(endpoint)));
}

/** Nothing is sent to a disabled one; that it should be is a conflict. */
export function assertEnabled({ state }: WebhookEndpoint): void {
  if (state !== 'enabled')
    throw new AppError('conflict', 'the webhook is disabled; enable it first', {
      errorCode: 'webhook_disabled',
    });
}

/** The endpoint, locked against everybody else who would change it. Throws `not_found`. */
export async function lockWebhook(
  tx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
): Promise<WebhookEndpoint> {
  await tx.$queryRaw`SELECT 1 FROM webhook_endpoint WHERE workspace_id = ${workspaceId} AND id = ${id} FOR UPDATE`;
  return getWebhook(tx, workspaceId, id);
}

export async function getWebhook(
  tx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
): Promise<WebhookEndpoint> {
  const found = await tx.webhookEndpoint.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!found) throw notFound(`webhook not found: ${id.slice(0, 64)}`);
  return found;
}

/** Where a follower starts that is told of nothing that was before: behind everything whose transaction has begun. */
export async function readEndOfTrail(
  tx: WorkspaceTransaction,
): Promise<{ transactionId: bigint; entryId: string }> {
  const [row] = await tx.$queryRaw<{ id: bigint }[]>`SELECT pg_current_xact_id()::text::bigint AS id`;
  return { transactionId: row!.id, entryId: '~' };
}

export function presentWebhook(endpoint: WebhookEndpoint): WebhookResource {
  return {
    id: endpoint.id,
    type: 'webhook',
    url: endpoint.url,
    event_types: endpoint.eventTypes,
    state: endpoint.state as WebhookResource['state'],
    disabled_reason: endpoint.disabledReason as WebhookResource['disabled_reason'],
    failing_since: formatOptionalInstant(endpoint.failingSince),
    previous_secret_until: formatOptionalInstant(endpoint.previousUntil),
    created_at: formatInstant(endpoint.createdAt),
    created_by: presentActor(endpoint.createdByType, endpoint.createdById),
    updated_at: formatInstant(endpoint.updatedAt),
  };
}

export function presentDelivery(delivery: WebhookDelivery): WebhookDeliveryResource {
  return {
    id: delivery.id,
    type: 'webhook_delivery',
    webhook_id: delivery.endpointId,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    status: delivery.status as WebhookDeliveryResource['status'],
    attempts: delivery.attempts,
    last_status_code: delivery.lastStatusCode,
    last_error: delivery.lastError as WebhookDeliveryResource['last_error'],
    last_attempt_at: formatOptionalInstant(delivery.lastAttemptAt),
    next_attempt_at: formatOptionalInstant(delivery.nextAttemptAt),
    created_at: formatInstant(delivery.createdAt),
    ended_at: formatOptionalInstant(delivery.endedAt),
  };
}
