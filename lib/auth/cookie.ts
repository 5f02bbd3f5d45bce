import 'server-only';

import type { Actor } from './actor';
import { assertSameOrigin } from './origin';
import { actorOf, findSignedIn } from './person';
import { readClaims, readCookies, sessionCookieName } from './session-cookie';

/** The person behind a browser's cookie, in the workspace asked for or else their first; null without a valid cookie. */
export async function authenticateCookie(
  request: Request,
  workspaceId: string | null,
): Promise<Actor | null> {
  const cookies = readCookies(request.headers.get('cookie'));
  const claims = await readClaims(cookies.get(sessionCookieName()));
  if (!claims) return null;
  assertSameOrigin(request);
  const person = await findSignedIn(claims);
  return person && actorOf(person, workspaceId);
}
