import 'server-only';

import { cookies, headers } from 'next/headers';
import { cache } from 'react';

import type { Actor } from './actor';
import { actorOf, findSignedIn } from './person';
import type { Person } from './person';
import { readClaims, sessionCookieName } from './session-cookie';

/**
 * Who looks at the page, for server components; null when nobody is signed in. Read from the database once a page, never from what a
 * proxy decided. Throws `database_unavailable` when it cannot be known.
 */
export const findPagePerson = cache(async (): Promise<Person | null> => {
  const cookie = (await cookies()).get(sessionCookieName());
  const claims = await readClaims(cookie?.value);
  return claims && findSignedIn(claims);
});

/** The person who looks at the page, acting in the workspace asked for or else in their first; null when they may not. */
export async function findPageActor(workspaceId: string | null): Promise<Actor | null> {
  const person = await findPagePerson();
  const actor = person && actorOf(person, workspaceId);
  return actor && { ...actor, requestId: (await headers()).get('x-palimpsest-request-id') };
}
