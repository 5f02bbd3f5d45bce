import { addMember } from '@/lib/workspaces/add-member';

import type { Actor, Role } from '@/lib/auth/actor';
import { hashPassword } from '@/lib/auth/password';
import { handleAuth } from '@/lib/auth/handle-auth';

import { makeBrowser } from './browser';
import type { Browser } from './browser';
import { unique } from './factories';

export const password = 'correct horse battery staple';
let passwordHash: Promise<string> | undefined;

/** A member who signs in with `password`. */
export async function makePerson(
  system: Actor,
  options: { role?: Role; hasPassword?: boolean } = {},
): Promise<{ id: string; email: string }> {
  passwordHash ??= hashPassword(password);
  const email = `${unique('person')}@example.org`;
  const hash = options.hasPassword === false ? null : await passwordHash;
  const id = await addMember(system, {
    email,
    name: 'Ada',
    role: options.role ?? 'viewer',
    passwordHash: hash,
  });
  return { id, email };
}

/** A browser at an address of its own, in front of the handlers of this process. */
export function openBrowser(url: string, address = `192.0.2.${Math.floor(Math.random() * 255)}`): Browser {
  return makeBrowser(url, (request) => {
    if (!request.headers.has('x-palimpsest-remote-address')) {
      request.headers.set('x-palimpsest-remote-address', address);
    }
    return handleAuth(request, new URL(request.url).pathname.split('/').slice(3));
  });
}
