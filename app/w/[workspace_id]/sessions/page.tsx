import { Undo2 } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';

import { readListing } from '@/components/sessions/session-address';
import { SessionList } from '@/components/sessions/session-list';
import { Hydrate } from '@/components/shell/hydrate';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { sessionsAPage, sessionsQuery } from '@/lib/sessions/queries';
import { searchSessions } from '@/lib/sessions/search-sessions';

type PageProps = {
  params: Promise<{ workspace_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Sessions' };

export default async function SessionsPage({ params, searchParams }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const search = await searchParams;
  const listing = readListing({
    get: (name) => (typeof search[name] === 'string' ? search[name] : null),
  });
  const page = await searchSessions(actor, { ...listing, limit: sessionsAPage }, { include: 'governance' });
  const { queryKey, initialPageParam } = sessionsQuery(workspaceId, listing);
  return (
    <div className="flex h-dvh flex-col max-[899px]:h-[calc(100dvh-56px)]">
      <Hydrate data={[[queryKey, { pages: [page], pageParams: [initialPageParam] }]]}>
        <PageHeader
          crumbs={[{ name: 'Sessions' }]}
          actions={
            actor.scopes.has('history:read') && (
              <Link href={`/w/${workspaceId}/reverts`} className={buttonClass()}>
                <Undo2 aria-hidden size={14} /> Reverts
              </Link>
            )
          }
        />
        <main id="page" className="flex min-h-0 grow flex-col overflow-y-auto">
          <SessionList />
        </main>
      </Hydrate>
    </div>
  );
}
