'use client';

import { useQuery } from '@tanstack/react-query';

import { SubjectReverts } from '@/components/reverts/subject-reverts';
import { PageHeader } from '@/components/shell/page-header';
import { Badge } from '@/components/ui/badge';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { sessionQuery } from '@/lib/sessions/queries';

import { AttachedStores } from './attached-stores';
import { SessionActs } from './session-acts';
import { SessionFacts } from './session-facts';
import { SessionWrites } from './session-writes';
import { ShownMemories } from './shown-memories';
import { nameOf } from './session-words';

/** One run of an agent: what it was given, what it was shown, what it wrote, and the way to undo that. */
export function SessionView({ sessionId }: { sessionId: string }) {
  const workspaceId = useWorkspaceId();
  const mayReadHistory = useMay('history:read');
  const { data: session } = useQuery(sessionQuery(workspaceId, sessionId));
  if (!session) return null;
  const root = `/w/${workspaceId}`;
  return (
    <>
      <PageHeader
        crumbs={[{ name: 'Sessions', href: `${root}/sessions` }, { name: nameOf(session) }]}
        actions={<SessionActs session={session} />}
      />
      <main id="page" className="grid grid-cols-[minmax(0,1fr)] gap-8 p-4 min-[900px]:p-6">
        <div className="grid gap-3">
          {session.archived_at !== null && (
            <p>
              <Badge>archived</Badge>
            </p>
          )}
          <SessionFacts session={session} />
          {mayReadHistory && <SubjectReverts subjectId={sessionId} />}
        </div>
        <div className="grid gap-8 min-[1200px]:grid-cols-2">
          <AttachedStores stores={session.resources} root={root} />
          <div className="grid content-start gap-8">
            <ShownMemories workspaceId={workspaceId} sessionId={sessionId} kind="read" />
            <ShownMemories workspaceId={workspaceId} sessionId={sessionId} kind="delivered" />
          </div>
        </div>
        <SessionWrites workspaceId={workspaceId} session={session} />
      </main>
    </>
  );
}
