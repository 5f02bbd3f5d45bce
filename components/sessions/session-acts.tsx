'use client';

import { Archive, Undo2 } from 'lucide-react';
import { useState } from 'react';

import { useRefusal } from '@/components/acts/use-refusal';
import { PlanButton } from '@/components/reverts/plan-button';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';
import type { SessionResource } from '@/lib/sessions/schema';

const { Component: ArchiveSessionDialog } = makeLate(() =>
  import('./archive-session-dialog').then((module) => module.ArchiveSessionDialog),
);

function refuseRevert({ governance }: SessionResource): string | undefined {
  if (!governance || governance.writes.count === 0) return 'It wrote nothing.';
  const { count, imported_count: imported, is_complete: isComplete } = governance.writes;
  if (isComplete && imported === count) return 'Everything it wrote came with an import.';
  return undefined;
}

/** What can be done with a session as a whole. */
export function SessionActs({ session }: { session: SessionResource }) {
  const [isArchiving, setIsArchiving] = useState(false);
  const refusal = useRefusal();
  const mayNotArchive = refusal('memories:write');
  return (
    <>
      {session.archived_at === null && (
        <Button
          disabled={mayNotArchive !== undefined}
          title={mayNotArchive}
          onClick={() => setIsArchiving(true)}
        >
          <Archive aria-hidden size={14} /> Archive…
        </Button>
      )}
      <PlanButton
        plan={{ subject: { type: 'session', id: session.id } }}
        refusal={refusal('govern') ?? refuseRevert(session)}
        look="primary"
      >
        <Undo2 aria-hidden size={14} /> Revert what this session wrote
      </PlanButton>
      {isArchiving && <ArchiveSessionDialog session={session} onClose={() => setIsArchiving(false)} />}
    </>
  );
}
