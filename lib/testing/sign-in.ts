import { scopesOfRole } from '@/lib/auth/actor';
import type { Actor, Role } from '@/lib/auth/actor';
import { handleAuth } from '@/lib/auth/handle-auth';
import { hashPassword } from '@/lib/auth/password';
import { addMember } from '@/lib/workspaces/add-member';
import { enterByIdentity } from '@/lib/workspaces/enter-by-identity';
import { linkIdentity } from '@/lib/workspaces/link-identity';

import { makeBrowser } from './browser';
import type { Browser } from './browser';
import { unique } from './factories';

export const password = 'correct horse battery staple';
let passwordHash: Promise<string> | undefined;

type PersonOptions = { role?: Role; email?: string; hasPassword?: boolean };

/** A member named Ada who signs in with `password`. */
export async function makePerson(
  system: Actor,
  options: PersonOptions = {},
): Promise<{ id: string; email: string }> {
  passwordHash ??= hashPassword(password);
  const email = options.email ?? `${unique('person')}@example.org`;
  const hash = options.hasPassword === false ? null : await passwordHash;
  const role = options.role ?? 'viewer';
  const id = await addMember(system, { email, name: 'Ada', role, passwordHash: hash });
  return { id, email };
}

/** The same, as the actor that they are once they have signed in. */
export async function makeMembership(system: Actor, options: PersonOptions & { role: Role }): Promise<Actor> {
  const { id } = await makePerson(system, options);
  const { role } = options;
  return {
    ...system,
    type: 'user_actor',
    id,
    role,
    scopes: new Set(scopesOfRole[role]),
    hasRecentSignIn: true,
  };
}

/** A browser at an address of its own, in front of the handlers of this process. */
export function openBrowser(url: string, address = `192.0.2.${Math.floor(Math.random() * 255)}`): Browser {
  return makeBrowser(url, (request) => {
    if (!request.headers.has('x-palimpsest-remote-address')) {
      request.headers.set('x-palimpsest-remote-address', address);
    }
    return handleAuth(request, new URL(request.url).pathname.split('/').slice(3), {
      enter: enterByIdentity,
      link: linkIdentity,
    });
  });
}
