import type { Metadata } from 'next';

import { PlanForm } from '@/components/reverts/plan-form';
import { RevertsForbidden } from '@/components/reverts/reverts-forbidden';
import { PageHeader } from '@/components/shell/page-header';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canReadReverts } from '@/lib/reverts/policy';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Revert what was written' };

export default async function NewRevertPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canReadReverts(actor)) return <RevertsForbidden />;
  const root = `/w/${workspaceId}`;
  return (
    <>
      <PageHeader
        crumbs={[
          { name: 'Sessions', href: `${root}/sessions` },
          { name: 'Reverts', href: `${root}/reverts` },
          { name: 'Revert what was written' },
        ]}
      />
      <main id="page">
        <PlanForm />
      </main>
    </>
  );
}
