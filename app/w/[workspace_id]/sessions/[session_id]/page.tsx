import type { Metadata } from 'next';

import { SessionView } from '@/components/sessions/session-view';
import { Hydrate } from '@/components/shell/hydrate';
import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { listSessionWrites } from '@/lib/sessions/list-session-writes';
import { sessionQuery, sessionWritesQuery, writesAPage } from '@/lib/sessions/queries';
import { retrieveSession } from '@/lib/sessions/read';

type PageProps = { params: Promise<{ workspace_id: string; session_id: string }> };

export const metadata: Metadata = { title: 'Session' };

export default async function SessionPage({ params }: PageProps) {
  const { workspace_id: workspaceId, session_id: sessionId } = await params;
  const actor = await requirePageActor(workspaceId);
  const [session, writes] = await orNotFound(
    Promise.all([
      retrieveSession(actor, sessionId, { include: 'governance' }),
      listSessionWrites(actor, sessionId, { limit: writesAPage }),
    ]),
  );
  const { queryKey, initialPageParam } = sessionWritesQuery(workspaceId, sessionId);
  return (
    <Hydrate
      data={[
        [sessionQuery(workspaceId, sessionId).queryKey, session],
        [queryKey, { pages: [writes], pageParams: [initialPageParam] }],
      ]}
    >
      <SessionView key={sessionId} sessionId={sessionId} />
    </Hydrate>
  );
}
