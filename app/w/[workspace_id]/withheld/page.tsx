import type { Metadata } from 'next';

import { WithheldList } from '@/components/overview/withheld-list';
import { ListPage } from '@/components/overview/list-page';
import { requirePageActor } from '@/lib/auth/require-page-actor';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Withheld' };

export default async function WithheldPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  await requirePageActor(workspaceId);
  return (
    <ListPage workspaceId={workspaceId} name="Withheld">
      <WithheldList />
    </ListPage>
  );
}
