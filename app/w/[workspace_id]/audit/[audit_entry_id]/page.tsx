import type { Metadata } from 'next';

import { EntryView } from '@/components/audit/entry-view';
import { TrailForbidden } from '@/components/audit/trail-forbidden';
import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { canReadTrail } from '@/lib/audit/policy';
import { auditEntryQuery, trailQuery } from '@/lib/audit/queries';
import { listAuditEntries, retrieveAuditEntry } from '@/lib/audit/read';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { listAdministratorNames } from '@/lib/workspaces/read';

import { readNames } from '../read-names';

type PageProps = { params: Promise<{ workspace_id: string; audit_entry_id: string }> };

export const metadata: Metadata = { title: 'Audit entry' };

const partsShown = 100;

export default async function AuditEntryPage({ params }: PageProps) {
  const { workspace_id: workspaceId, audit_entry_id: entryId } = await params;
  const actor = await requirePageActor(workspaceId);
  const crumbs = [
    { name: 'Audit', href: `/w/${workspaceId}/audit` },
    { name: `Entry …${entryId.slice(-4)}` },
  ];
  if (!canReadTrail(actor)) {
    return (
      <>
        <PageHeader crumbs={crumbs} isPlace={false} />
        <main id="page">
          <TrailForbidden administrators={await listAdministratorNames(actor)} />
        </main>
      </>
    );
  }
  const entry = await orNotFound(retrieveAuditEntry(actor, entryId));
  const parts = await listAuditEntries(actor, { parent_id: entryId, limit: partsShown, order: 'desc' });
  const names = await readNames(actor, [entry]);
  const partNames = await readNames(actor, parts.data);
  const { queryKey, initialPageParam } = trailQuery(workspaceId, { parent_id: entryId });
  return (
    <Hydrate
      data={[
        [auditEntryQuery(workspaceId, entryId).queryKey, entry],
        [queryKey, { pages: [parts], pageParams: [initialPageParam] }],
        ...names,
        ...partNames,
      ]}
    >
      <PageHeader crumbs={crumbs} />
      <main id="page">
        <EntryView entryId={entryId} />
      </main>
    </Hydrate>
  );
}
