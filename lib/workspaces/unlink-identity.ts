import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError, forbidden } from '@/lib/errors/app-error';

import type { UnlinkIdentityBody, UnlinkedIdentity } from './identity';
import { canSignOut } from './policy';

/**
 * Takes a way to sign in from the account of the person who asks. Needs a recent sign-in. What they do not have changes nothing.
 * Throws `conflict` for the only way that they have.
 */
export async function unlinkIdentity(
  actor: Actor,
  { issuer, subject }: UnlinkIdentityBody,
): Promise<UnlinkedIdentity> {
  if (!canSignOut(actor)) throw forbidden('only a person who signed in has a way to sign in');
  assertRecentSignIn(actor);
  return withWorkspace(actor, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM user_account WHERE id = ${actor.id} FOR NO KEY UPDATE`;
    const { passwordHash, identities } = await tx.user.findUniqueOrThrow({
      where: { id: actor.id },
      select: { passwordHash: true, identities: { select: { issuer: true, subject: true } } },
    });
    const isTheirs = identities.some((each) => each.issuer === issuer && each.subject === subject);
    if (!isTheirs) return { type: 'identity_unlinked' };
    if (passwordHash === null && identities.length === 1) {
      throw new AppError(
        'conflict',
        'this is your only way to sign in: ask an administrator for a password first',
        {
          errorCode: 'last_sign_in',
        },
      );
    }
    await tx.userIdentity.delete({ where: { issuer_subject: { issuer, subject } } });
    await appendAudit(tx, actor, {
      action: 'user_identity.unlinked',
      target: { type: 'user', id: actor.id },
      details: {},
    });
    return { type: 'identity_unlinked' };
  });
}
