import type { Metadata } from 'next';

import { ChangesList } from '@/components/overview/changes-list';
import { ListPage } from '@/components/overview/list-page';
import { requirePageActor } from '@/lib/auth/require-page-actor';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Destructive changes' };

export default async function DestructiveChangesPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  await requirePageActor(workspaceId);
  return (
    <ListPage workspaceId={workspaceId} name="Destructive changes">
      <ChangesList />
    </ListPage>
  );
}
