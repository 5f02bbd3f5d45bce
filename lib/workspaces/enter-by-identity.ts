import 'server-only';

import type { Entrance, Identity } from '@/lib/auth/identity';
import { findPersonByEmail } from '@/lib/auth/person';
import { newId } from '@/lib/db/ids';

import { enterByInvitation } from './enter-by-invitation';
import { findIdentity, findOpenInvitations } from './internal';

type Known = { email: string; isEmailVerified: true };

function isVerified(identity: Identity): identity is Identity & Known {
  return identity.isEmailVerified && identity.email !== null;
}

/** Accepts every open invitation of an address that is certainly this person's. */
async function acceptAll(userId: string, email: string, requestId: string): Promise<void> {
  for (const { workspaceId, id } of await findOpenInvitations(email)) {
    await enterByInvitation({ workspaceId, id, requestId }, { userId });
  }
}

/**
 * Whom a provider's identity lets in. A known one is the account that it belongs to, whatever address it has today. A new one makes an
 * account, if its address is verified, invited, and nobody's here yet; an address that has an account is never linked to it by itself.
 */
export async function enterByIdentity(identity: Identity, requestId: string): Promise<Entrance> {
  const { issuer, subject, email } = identity;
  const known = await findIdentity({ issuer, subject });
  if (known?.isDisabled) return { refusal: 'disabled' };
  if (known) {
    if (isVerified(identity) && email === known.email) await acceptAll(known.userId, known.email, requestId);
    return { userId: known.userId };
  }
  if (!isVerified(identity)) return { refusal: 'unverified' };
  const [first] = await findOpenInvitations(identity.email);
  if (await findPersonByEmail(identity.email)) return { refusal: 'has_account' };
  if (!first) return { refusal: 'uninvited' };
  const account = { id: newId('user'), name: nameOf(identity), passwordHash: null };
  await enterByInvitation({ ...first, requestId }, { account, identity: { issuer, subject } });
  await acceptAll(account.id, identity.email, requestId);
  return { userId: account.id };
}

/** What the provider calls them, if people can be called that, or else what stands before the @. */
function nameOf({ name, email }: Identity & Known): string {
  const plain =
    name
      ?.replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 255)
      .toWellFormed() ?? '';
  return plain === '' ? email.split('@', 1)[0]! : plain;
}
