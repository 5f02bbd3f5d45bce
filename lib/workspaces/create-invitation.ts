import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { publicOrigin } from '@/lib/auth/origin';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { hashSecret, newSecret } from '@/lib/auth/secret';
import { newId } from '@/lib/db/ids';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';

import { assertMayManageMembers, lockMembers, presentInvitation } from './internal';
import type { CreateInvitationBody, NewInvitation } from './invitation';

/** Long enough for somebody who is away, and no longer. */
const goodForUs = 7n * 24n * 60n * 60n * 1_000_000n;

async function assertIsNew(
  tx: WorkspaceTransaction,
  workspaceId: string,
  { email, now }: { email: string; now: bigint },
): Promise<void> {
  const member = await tx.membership.findFirst({
    where: { workspaceId, user: { email } },
    select: { userId: true },
  });
  if (member) throw new AppError('conflict', `${email} is a member already`, { errorCode: 'already_member' });
  const pending = await tx.invitation.findFirst({
    where: { workspaceId, email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true },
  });
  if (!pending) return;
  throw new AppError('conflict', `${email} is invited already: revoke that invitation first`, {
    errorCode: 'already_invited',
  });
}

/**
 * Invites somebody and returns the link this once. Needs `admin`, and of a person who makes an admin a recent sign-in. Throws `conflict` for
 * a member and for an address that is invited.
 */
export async function createInvitation(
  actor: Actor,
  { email, role }: CreateInvitationBody,
): Promise<NewInvitation> {
  assertMayManageMembers(actor);
  if (role === 'admin') assertRecentSignIn(actor);
  const token = newSecret('invitation');
  return withWorkspace(actor, async (tx) => {
    await lockMembers(tx, actor);
    const { workspaceId } = actor;
    const now = await readClock(tx);
    await assertIsNew(tx, workspaceId, { email, now });
    const invitation = await tx.invitation.create({
      data: {
        workspaceId,
        id: newId('inv'),
        email,
        role,
        tokenHash: hashSecret(token),
        createdByType: actor.type,
        createdById: actor.id,
        createdAt: now,
        expiresAt: now + goodForUs,
      },
    });
    await appendAudit(tx, actor, {
      action: 'invitation.created',
      target: { type: 'invitation', id: invitation.id },
      details: { role },
    });
    return { ...presentInvitation(invitation), url: `${publicOrigin()}/invitations#${token}` };
  });
}
