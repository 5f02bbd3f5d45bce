import type { Metadata } from 'next';

import { WritesList } from '@/components/overview/writes-list';
import { ListPage } from '@/components/overview/list-page';
import { requirePageActor } from '@/lib/auth/require-page-actor';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Writes' };

export default async function WritesPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  await requirePageActor(workspaceId);
  return (
    <ListPage workspaceId={workspaceId} name="Writes">
      <WritesList />
    </ListPage>
  );
}
