import 'server-only';

import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';

import type { Actor } from './actor';
import { findPageActor, findPagePerson } from './page-actor';

/** The actor for a page of a workspace. Whoever is not signed in is led there and back; to anybody else there is no such page. */
export async function requirePageActor(workspaceId: string): Promise<Actor> {
  const actor = await findPageActor(workspaceId);
  if (actor) return actor;
  if (await findPagePerson()) notFound();
  const target = (await headers()).get('x-palimpsest-target') ?? '/';
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(target)}`);
}
