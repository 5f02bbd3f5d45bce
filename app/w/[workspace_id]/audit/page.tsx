import type { Metadata } from 'next';

import { readTrailFilter } from '@/components/audit/address';
import { ExportTrail } from '@/components/audit/export-trail';
import { Trail } from '@/components/audit/trail';
import { TrailForbidden } from '@/components/audit/trail-forbidden';
import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { canReadTrail } from '@/lib/audit/policy';
import { entriesAPage, toQuery, trailQuery } from '@/lib/audit/queries';
import { listAuditEntries } from '@/lib/audit/read';
import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { listAdministratorNames } from '@/lib/workspaces/read';

import { readNames } from './read-names';

type PageProps = {
  params: Promise<{ workspace_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Audit' };

export default async function AuditPage({ params, searchParams }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const search = await searchParams;
  const filter = readTrailFilter({ get: (name) => [search[name] ?? null].flat()[0] ?? null });
  if (!canReadTrail(actor)) {
    return (
      <>
        <PageHeader crumbs={[{ name: 'Audit' }]} isPlace={false} />
        <main id="page">
          <TrailForbidden administrators={await listAdministratorNames(actor)} />
        </main>
      </>
    );
  }
  const { queryKey, initialPageParam } = trailQuery(workspaceId, filter);
  const query = listAuditEntriesOperation.query.parse({ ...toQuery(filter), limit: String(entriesAPage) });
  const page = await listAuditEntries(actor, query);
  const names = await readNames(actor, page.data);
  return (
    <div className="flex h-dvh flex-col max-[899px]:h-[calc(100dvh-56px)]">
      <Hydrate data={[[queryKey, { pages: [page], pageParams: [initialPageParam] }], ...names]}>
        <PageHeader crumbs={[{ name: 'Audit' }]} actions={<ExportTrail />} />
        <main id="page" className="flex min-h-0 grow flex-col overflow-y-auto">
          <Trail />
        </main>
      </Hydrate>
    </div>
  );
}
