import type { Metadata } from 'next';

import { JobsList } from '@/components/overview/jobs-list';
import { ListPage } from '@/components/overview/list-page';
import { requirePageActor } from '@/lib/auth/require-page-actor';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Jobs' };

export default async function JobsPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  await requirePageActor(workspaceId);
  return (
    <ListPage workspaceId={workspaceId} name="Jobs">
      <JobsList />
    </ListPage>
  );
}
