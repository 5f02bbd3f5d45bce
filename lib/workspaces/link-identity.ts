import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Entrance, Identity } from '@/lib/auth/identity';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';

import { canSignOut } from './policy';

/**
 * Gives a provider's identity to the account of the person who asks, when it has the account's own address, verified. Needs a recent
 * sign-in. An identity that they have already changes nothing.
 */
export async function linkIdentity(identity: Identity, actor: Actor): Promise<Entrance> {
  if (!canSignOut(actor)) throw forbidden('only a person who signed in has a way to sign in');
  assertRecentSignIn(actor);
  const { issuer, subject, email, isEmailVerified } = identity;
  if (!isEmailVerified) return { refusal: 'unverified' };
  return withWorkspace(actor, async (tx) => {
    const account = await tx.user.findUniqueOrThrow({ where: { id: actor.id }, select: { email: true } });
    if (account.email !== email) return { refusal: 'other_address' };
    const data = { issuer, subject, userId: actor.id };
    const { count } = await tx.userIdentity.createMany({ data, skipDuplicates: true });
    if (count === 0) {
      const known = await tx.userIdentity.findUnique({
        where: { issuer_subject: { issuer, subject } },
        select: { userId: true },
      });
      return known?.userId === actor.id ? { userId: actor.id } : { refusal: 'linked_elsewhere' };
    }
    await appendAudit(tx, actor, {
      action: 'user_identity.linked',
      target: { type: 'user', id: actor.id },
      details: {},
    });
    return { userId: actor.id };
  });
}
