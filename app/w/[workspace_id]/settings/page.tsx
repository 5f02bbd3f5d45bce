import { notFound, redirect } from 'next/navigation';

import { listSettingsPlaces } from '@/components/settings/places';
import { requirePageActor } from '@/lib/auth/require-page-actor';

type PageProps = { params: Promise<{ workspace_id: string }> };

/** The settings begin with the first page that is for whoever looks. */
export default async function SettingsPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const [first] = listSettingsPlaces(actor.scopes);
  if (!first) notFound();
  redirect(`/w/${workspaceId}/settings${first.path}`);
}
