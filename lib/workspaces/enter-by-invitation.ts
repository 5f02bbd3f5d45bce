import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { systemActor } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import type { Invitation } from '@/lib/db/generated/client';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';

import { deadLink } from './find-link';
import type { AcceptedInvitation } from './invitation';

type Entered = { workspaceId: string; id: string; requestId: string };
/** A person who proved that they are who they are, or one of whom nothing is known yet but that they hold the invitation. */
type Entering =
  | { userId: string }
  | {
      account: { id: string; name: string; passwordHash: string | null };
      identity?: { issuer: string; subject: string };
    };

async function takeInvitation(tx: WorkspaceTransaction, { workspaceId, id }: Entered): Promise<Invitation> {
  await tx.$queryRaw`SELECT 1 FROM invitation WHERE workspace_id = ${workspaceId} AND id = ${id} FOR NO KEY UPDATE`;
  const where = { workspaceId_id: { workspaceId, id } };
  const invitation = await tx.invitation.findUnique({ where });
  const acceptedAt = await readClock(tx);
  const isGood =
    invitation?.acceptedAt === null && invitation.revokedAt === null && invitation.expiresAt > acceptedAt;
  if (!isGood) throw new AppError('not_found', deadLink, { errorCode: 'link_not_good' });
  return tx.invitation.update({ where, data: { acceptedAt } });
}

async function makeAccount(
  tx: WorkspaceTransaction,
  email: string,
  { account, identity }: Exclude<Entering, { userId: string }>,
): Promise<string> {
  const { count } = await tx.user.createMany({ data: { ...account, email }, skipDuplicates: true });
  if (count === 0) {
    throw new AppError('conflict', 'this address has got an account in the meantime: open the link again', {
      errorCode: 'account_exists',
    });
  }
  if (identity) await tx.userIdentity.create({ data: { ...identity, userId: account.id } });
  return account.id;
}

/** Uses an invitation up: its membership, the account where there is none yet, and their entries, together or not at all. */
export async function enterByInvitation(entered: Entered, entering: Entering): Promise<AcceptedInvitation> {
  const { workspaceId, id, requestId } = entered;
  const system = { ...systemActor(workspaceId, 'invitation'), requestId };
  return withWorkspace(system, async (tx) => {
    const { email, role } = await takeInvitation(tx, entered);
    const userId = 'userId' in entering ? entering.userId : await makeAccount(tx, email, entering);
    const person: Actor = { ...system, type: 'user_actor', id: userId };
    await appendAudit(tx, person, {
      action: 'invitation.accepted',
      target: { type: 'invitation', id },
      details: { role },
    });
    const membership = { workspaceId, userId, role };
    const { count } = await tx.membership.createMany({ data: membership, skipDuplicates: true });
    if (count > 0) {
      await appendAudit(tx, person, {
        action: 'membership.created',
        target: { type: 'user', id: userId },
        details: { role },
      });
    }
    if ('identity' in entering) {
      await appendAudit(tx, person, {
        action: 'user_identity.linked',
        target: { type: 'user', id: userId },
        details: {},
      });
    }
    return { type: 'invitation_accepted', workspace_id: workspaceId, user_id: userId, email };
  });
}
