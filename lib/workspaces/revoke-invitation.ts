import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError, notFound } from '@/lib/errors/app-error';

import { assertMayManageMembers, lockMembers, presentInvitation } from './internal';
import type { InvitationResource } from './invitation';

/** Makes an invitation's link lead nowhere. Needs `admin`; a second call changes nothing. Throws `conflict` once it was accepted. */
export async function revokeInvitation(actor: Actor, invitationId: string): Promise<InvitationResource> {
  assertMayManageMembers(actor);
  const where = { workspaceId_id: { workspaceId: actor.workspaceId, id: invitationId } };
  return withWorkspace(actor, async (tx) => {
    await lockMembers(tx, actor);
    const invitation = await tx.invitation.findUnique({ where });
    if (!invitation) throw notFound(`invitation not found: ${invitationId.slice(0, 64)}`);
    if (invitation.revokedAt !== null) return presentInvitation(invitation);
    if (invitation.acceptedAt !== null) {
      throw new AppError('conflict', 'the invitation was accepted: remove the member instead', {
        errorCode: 'invitation_accepted',
      });
    }
    const revokedAt = await readClock(tx);
    const revoked = await tx.invitation.update({ where, data: { revokedAt } });
    await appendAudit(tx, actor, {
      action: 'invitation.revoked',
      target: { type: 'invitation', id: invitationId },
      details: {},
    });
    return presentInvitation(revoked);
  });
}
