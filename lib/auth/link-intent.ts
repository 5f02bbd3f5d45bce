import 'server-only';

import { decode, encode } from 'next-auth/jwt';

import type { Actor } from './actor';
import { authenticateCookie } from './cookie';
import { assertRecentSignIn } from './recent-sign-in';
import { cookieName, isSecureSite, sessionSecret } from './session-cookie';

/** Somebody who has just proved who they are goes to the provider and back. */
const intentSeconds = 10 * 60;
const salt = 'link-intent';

function name(): string {
  return cookieName('link');
}

function cookieLine(value: string, maxAgeSeconds: number): string {
  const secure = isSecureSite() ? '; Secure' : '';
  return `${name()}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

/**
 * A cookie that says that the person who is signed in means to link the identity with which they come back. Throws `forbidden` without a
 * recent sign-in, and null stands for nobody.
 */
export async function makeLinkIntent(request: Request, workspaceId: string): Promise<string | null> {
  const actor = await authenticateCookie(request, workspaceId);
  if (!actor) return null;
  assertRecentSignIn(actor);
  const token = { sub: actor.id, workspaceId: actor.workspaceId };
  return cookieLine(
    await encode({ token, secret: sessionSecret(), maxAge: intentSeconds, salt }),
    intentSeconds,
  );
}

export function endLinkIntent(): string {
  return cookieLine('', 0);
}

/** Who meant to link an identity, and is still signed in; null when nobody did. */
export async function readLinkIntent(
  request: Request,
  cookies: Record<string, string>,
): Promise<Actor | null> {
  const token = cookies[name()];
  if (token === undefined) return null;
  const intent = await decode({ token, secret: sessionSecret(), salt }).catch(() => null);
  if (typeof intent?.['workspaceId'] !== 'string') return null;
  const actor = await authenticateCookie(request, intent['workspaceId']);
  if (actor === null || actor.id !== intent.sub) return null;
  // The intent was made with a recent sign-in, and is good for minutes.
  return { ...actor, hasRecentSignIn: true };
}
