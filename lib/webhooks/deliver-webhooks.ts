import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { systemActor } from '@/lib/auth/actor';
import type { WebhookDelivery, WebhookEndpoint } from '@/lib/db/generated/client';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';

import { openSecrets } from './internal';
import { queueEvents } from './queue-events';
import { disabledAfterUs, waitAfter } from './retry';
import { sendMessage } from './send-message';
import type { Outcome } from './send-message';
import { signMessage } from './sign-message';

/** Longer than an attempt can take: what a process that died had taken is free again by then. */
const leaseUs = 60_000_000n;
/** What one endpoint has under way at a time. */
const sentAtOnce = 8;
/** So that a slow address holds up no other one of its workspace for longer. */
const turnMs = 5000;

type Options = {
  allowsPrivate?: boolean;
  /** From 0 to 1. */
  chance?: () => number;
};
type Taken = { delivery: WebhookDelivery; endpoint: WebhookEndpoint; now: bigint };

const system = (workspaceId: string) => systemActor(workspaceId, 'webhooks');

/** Turns what was recorded into deliveries, one endpoint after the other; those that another process is at are left to it. */
async function followTrail(workspaceId: string): Promise<void> {
  for (let hasMore = true; hasMore;) {
    hasMore = await withWorkspace(system(workspaceId), async (tx) => {
      const endpoints = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM webhook_endpoint WHERE workspace_id = ${workspaceId} AND state = 'enabled' ORDER BY id FOR UPDATE SKIP LOCKED`;
      const now = await readClock(tx);
      let isMore = false;
      for (const { id } of endpoints) {
        const endpoint = await tx.webhookEndpoint.findUniqueOrThrow({
          where: { workspaceId_id: { workspaceId, id } },
        });
        isMore = (await queueEvents(tx, { endpoint, now })) || isMore;
      }
      return isMore;
    });
  }
}

/**
 * Takes what is due for one endpoint, so that no other process has the same: each attempt is counted before it is made, and belongs to the
 * one that took it until the lease is over. One that fails is tried gently.
 */
function takeDue(workspaceId: string, endpointId: string): Promise<Taken[]> {
  return withWorkspace(system(workspaceId), async (tx) => {
    const endpoint = await tx.webhookEndpoint.findUnique({
      where: { workspaceId_id: { workspaceId, id: endpointId } },
    });
    if (endpoint?.state !== 'enabled') return [];
    const now = await readClock(tx);
    const most = endpoint.failingSince === null ? sentAtOnce : 1;
    const taken = await tx.$queryRaw<{ id: string }[]>`
      UPDATE webhook_delivery d SET attempts = d.attempts + 1, leased_until = ${now + leaseUs}, last_attempt_at = ${now}
      FROM (SELECT id FROM webhook_delivery
        WHERE workspace_id = ${workspaceId} AND endpoint_id = ${endpointId} AND status = 'pending' AND next_attempt_at <= ${now}
          AND coalesce(leased_until, 0) <= ${now}
        ORDER BY next_attempt_at LIMIT ${most} FOR UPDATE SKIP LOCKED) AS due
      WHERE d.workspace_id = ${workspaceId} AND d.id = due.id RETURNING d.id`;
    const where = { workspaceId, id: { in: taken.map(({ id }) => id) } };
    const deliveries = await tx.webhookDelivery.findMany({ where });
    return deliveries.map((delivery) => ({ delivery, endpoint, now }));
  });
}

function send({ delivery, endpoint, now }: Taken, allowsPrivate: boolean): Promise<Outcome> {
  const { eventId, payload: body } = delivery;
  const message = { id: eventId, timestampSeconds: Number(now / 1_000_000n), body };
  const headers = signMessage(message, openSecrets(endpoint, now));
  return sendMessage({ url: endpoint.url, headers, body, allowsPrivate });
}

/** What becomes of the delivery. */
function judge(
  { delivery }: Taken,
  { statusCode, error }: Outcome,
  { now, chance }: { now: bigint; chance: number },
) {
  const seen = { lastStatusCode: statusCode, lastError: error, leasedUntil: null };
  const ended = { ...seen, nextAttemptAt: null, endedAt: now };
  if (error === null) return { ...ended, status: 'delivered' };
  const wait = error === 'gone' ? null : waitAfter(delivery.attempts, chance);
  if (wait === null) return { ...ended, status: 'failed' };
  return { ...seen, status: 'pending', nextAttemptAt: now + wait };
}

type Standing = { state: string; failing_since: bigint | null };

/** An endpoint that is gone, or took nothing for days, is told nothing more. */
async function settle(
  tx: WorkspaceTransaction,
  { endpoint }: Taken,
  { error, current, now }: { error: Outcome['error']; current: Standing; now: bigint },
): Promise<void> {
  const { workspaceId, id } = endpoint;
  const where = { workspaceId_id: { workspaceId, id } };
  const failingSince = error === null ? null : (current.failing_since ?? now);
  if (failingSince !== current.failing_since)
    await tx.webhookEndpoint.update({ where, data: { failingSince } });
  const isLost = failingSince !== null && now - failingSince > disabledAfterUs;
  if ((error !== 'gone' && !isLost) || current.state === 'disabled') return;
  const reason = error === 'gone' ? 'gone' : 'failing';
  await tx.webhookEndpoint.update({
    where,
    data: { state: 'disabled', disabledReason: reason, updatedAt: now },
  });
  await appendAudit(tx, system(workspaceId), {
    action: 'webhook.disabled',
    target: { type: 'webhook', id },
    details: { reason },
  });
}

function record(taken: Taken, outcome: Outcome, chance: number): Promise<void> {
  const { workspaceId, id, endpointId, leasedUntil } = taken.delivery;
  return withWorkspace(system(workspaceId), async (tx) => {
    const [current] = await tx.$queryRaw<Standing[]>`
      SELECT state, failing_since FROM webhook_endpoint WHERE workspace_id = ${workspaceId} AND id = ${endpointId} FOR UPDATE`;
    if (!current) return;
    const now = await readClock(tx);
    await tx.webhookDelivery.updateMany({
      // Whoever lost the lease, or was overtaken by a replay, records nothing.
      where: { workspaceId, id, status: 'pending', leasedUntil },
      data: judge(taken, outcome, { now, chance }),
    });
    await settle(tx, taken, { error: outcome.error, current, now });
  });
}

async function deliverTo(endpointId: string, workspaceId: string, options: Required<Options>): Promise<void> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < turnMs) {
    const due = await takeDue(workspaceId, endpointId);
    if (due.length === 0) return;
    await Promise.all(
      due.map(async (taken) => record(taken, await send(taken, options.allowsPrivate), options.chance())),
    );
  }
}

/**
 * Brings the webhooks of a workspace up to what was recorded, and makes the attempts that are due, of every endpoint for itself; where
 * there is much, the next call goes on. Safe to run side by side in several processes, and again after it was interrupted anywhere: an
 * attempt is made by one of them, and an event that may have arrived is sent again under the same id.
 */
export async function deliverWebhooks(
  { workspaceId }: { workspaceId: string },
  { allowsPrivate = env().WEBHOOKS_ALLOW_PRIVATE, chance = Math.random }: Options = {},
): Promise<void> {
  await followTrail(workspaceId);
  const endpoints = await withWorkspace(system(workspaceId), (tx) =>
    tx.webhookEndpoint.findMany({ where: { workspaceId, state: 'enabled' }, select: { id: true } }),
  );
  await Promise.all(endpoints.map(({ id }) => deliverTo(id, workspaceId, { allowsPrivate, chance })));
}
