import 'server-only';

import { hashPassword } from '@/lib/auth/password';
import { verifySignIn } from '@/lib/auth/verify-sign-in';
import { newId } from '@/lib/db/ids';
import { AppError, invalidRequest } from '@/lib/errors/app-error';
import type { LinkCaller } from '@/lib/http/endpoint';

import { enterByInvitation } from './enter-by-invitation';
import { findLink } from './find-link';
import type { AcceptInvitationBody, AcceptedInvitation } from './invitation';
import { newPassword } from './person-fields';

type Account = { id: string; name: string; passwordHash: string | null };

async function makeAccount({ name, password }: AcceptInvitationBody): Promise<Account> {
  if (name === undefined) throw invalidRequest('name: Field required');
  if (!newPassword.safeParse(password).success)
    throw invalidRequest('password: must have 12 to 200 characters');
  return { id: newId('user'), name, passwordHash: await hashPassword(password) };
}

/** Whoever is invited a second time is who they were: the link alone opens no account. */
async function proveAccount(email: string, password: string, address: string): Promise<string> {
  const claims = await verifySignIn({ email, password }, address);
  if (claims) return claims.sub;
  throw new AppError('forbidden', 'this is not the password of that account', {
    errorCode: 'wrong_password',
  });
}

/**
 * Makes whoever holds an invitation's link a member: with a new account, or with the one that has the address when they know its password.
 * Throws `not_found` for a link that is not good, `forbidden` for a wrong password, `rate_limited`.
 */
export async function acceptInvitation(
  body: AcceptInvitationBody,
  caller: LinkCaller,
): Promise<AcceptedInvitation> {
  const link = await findLink(body.token, 'invitation');
  const invitation = { workspaceId: link.workspace_id, id: link.id, requestId: caller.requestId };
  const entering = link.has_account
    ? { userId: await proveAccount(link.email, body.password, caller.address) }
    : { account: await makeAccount(body) };
  return enterByInvitation(invitation, entering);
}
