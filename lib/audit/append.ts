import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { markChanging } from '@/lib/db/commits';
import { auditUnavailable } from '@/lib/db/failure';
import { newId } from '@/lib/db/ids';
import type { WorkspaceTransaction } from '@/lib/db/workspace';

import { auditActions } from './actions';
import type { AuditAction, AuditDetails, TargetType } from './actions';

export type EntryNotes = {
  /** A person's words, kept apart from the entry. */
  reason?: string | undefined;
  /** Of a reason that is kept already, where one reason explains several entries. */
  reasonId?: string | null | undefined;
  parentId?: string | undefined;
};

type NewEntry<Action extends AuditAction> = EntryNotes & {
  action: Action;
  target: { type: TargetType; id: string };
  details: AuditDetails<Action>;
  memoryStoreId?: string;
  /** Where the entry's id had to be known before it could be written. */
  id?: string;
};

/** Keeps a person's words as a record of their own and returns its id, for the entries that it explains. */
export async function keepReason(tx: WorkspaceTransaction, actor: Actor, body: string): Promise<string> {
  const id = newId('reason');
  await tx.reasonNote.create({
    data: { workspaceId: actor.workspaceId, id, body, authorType: actor.type, authorId: actor.id },
  });
  return id;
}

/**
 * Writes the entry of a change inside the change's own transaction, so that they live or die together. A person's reason becomes a
 * record of its own, and the entry carries its id. Throws `audit_unavailable` when the entry cannot be written.
 */
export async function appendAudit<Action extends AuditAction>(
  tx: WorkspaceTransaction,
  actor: Actor,
  entry: NewEntry<Action>,
): Promise<string> {
  markChanging(tx);
  const details = auditActions[entry.action].parse(entry.details);
  const id = entry.id ?? newId('audit');
  const reasonId =
    entry.reason === undefined ? (entry.reasonId ?? null) : await keepReason(tx, actor, entry.reason);
  const data = {
    workspaceId: actor.workspaceId,
    id,
    action: entry.action,
    actorType: actor.type,
    actorId: actor.id,
    targetType: entry.target.type,
    targetId: entry.target.id,
    memoryStoreId: entry.memoryStoreId ?? null,
    parentId: entry.parentId ?? null,
    reasonId,
    requestId: actor.requestId,
    details,
  };
  await tx.auditEntry.create({ data }).catch((error: unknown) => {
    throw auditUnavailable(error);
  });
  return id;
}
