import 'server-only';

import { presentEntry } from '@/lib/audit/entry-query';
import type { EntryRow } from '@/lib/audit/entry-query';
import type { WebhookEndpoint } from '@/lib/db/generated/client';
import { newId } from '@/lib/db/ids';
import type { WorkspaceTransaction } from '@/lib/db/workspace';

import { listActions, writePayload } from './events';

const entriesEach = 500;
/** An address that takes nothing is not run up with more than this; the trail keeps the rest for it. */
const mostPending = 10_000;

/**
 * The settled entries behind the cursor: no running transaction can slip in front of them, so that each is passed once. Those that are
 * not wanted are passed too, without being read.
 */
const selectWanted = `
  SELECT * FROM audit_entry WHERE workspace_id = $1 AND (transaction_id, id) > ($2, $3) AND (transaction_id, id) <= ($4, $5) AND action = ANY ($6)
  ORDER BY transaction_id, id`;

const selectEnd = `
  SELECT transaction_id, id FROM (
    SELECT transaction_id, id FROM audit_entry WHERE workspace_id = $1 AND (transaction_id, id) > ($2, $3)
      AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY transaction_id, id LIMIT ${entriesEach}) AS e ORDER BY transaction_id DESC, id DESC LIMIT 1`;

type Place = { transaction_id: bigint; id: string };

async function findEnd(tx: WorkspaceTransaction, endpoint: WebhookEndpoint): Promise<Place | undefined> {
  const { workspaceId, transactionId, entryId } = endpoint;
  const [end] = await tx.$queryRawUnsafe<Place[]>(selectEnd, workspaceId, transactionId, entryId);
  return end;
}

async function isFull(tx: WorkspaceTransaction, { workspaceId, id }: WebhookEndpoint): Promise<boolean> {
  const where = { workspaceId, endpointId: id, status: 'pending' };
  const pending = await tx.webhookDelivery.findMany({ where, take: mostPending, select: { id: true } });
  return pending.length === mostPending;
}

const keptUs = 30n * 86_400_000_000n;

/** What ended a month ago is forgotten, the oldest first, as fast as new ones come. */
const deleteOld = `
  DELETE FROM webhook_delivery WHERE workspace_id = $1 AND status <> 'pending' AND created_at < $3
    AND id IN (SELECT id FROM webhook_delivery WHERE workspace_id = $1 AND endpoint_id = $2 ORDER BY id LIMIT ${2 * entriesEach})`;

/**
 * One slice of what was recorded since an endpoint's cursor becomes deliveries, and the cursor moves, in the caller's transaction, which
 * holds the endpoint's lock: one event is one delivery. Resolves to whether there may be more.
 */
export async function queueEvents(
  tx: WorkspaceTransaction,
  { endpoint, now }: { endpoint: WebhookEndpoint; now: bigint },
): Promise<boolean> {
  const { workspaceId, id: endpointId, transactionId, entryId } = endpoint;
  const end = await findEnd(tx, endpoint);
  if (!end || (await isFull(tx, endpoint))) return false;
  const entries = await tx.$queryRawUnsafe<EntryRow[]>(
    selectWanted,
    workspaceId,
    transactionId,
    entryId,
    end.transaction_id,
    end.id,
    listActions(endpoint.eventTypes),
  );
  await tx.webhookDelivery.createMany({
    data: entries.map((row) => ({
      workspaceId,
      id: newId('whdl'),
      endpointId,
      eventId: row.id,
      eventType: row.action,
      payload: writePayload(workspaceId, presentEntry(row)),
      status: 'pending',
      nextAttemptAt: now,
    })),
    skipDuplicates: true,
  });
  await tx.$executeRawUnsafe(deleteOld, workspaceId, endpointId, now - keptUs);
  await tx.webhookEndpoint.update({
    where: { workspaceId_id: { workspaceId, id: endpointId } },
    data: { transactionId: end.transaction_id, entryId: end.id },
  });
  return true;
}
