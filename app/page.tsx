import { redirect } from 'next/navigation';

import { findPageActor } from '@/lib/auth/page-actor';

/** Leads to the person's first workspace, or to the sign-in. */
export default async function HomePage() {
  const actor = await findPageActor(null);
  redirect(actor ? `/w/${actor.workspaceId}` : '/sign-in');
}
