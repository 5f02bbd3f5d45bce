'use client';

import { Undo2 } from 'lucide-react';
import { useState } from 'react';

import { useRefusal } from '@/components/acts/use-refusal';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';
import type { RevertResource } from '@/lib/reverts/schema';

import { PlanButton } from './plan-button';
import { countActs, memories } from './revert-words';

const { Component: ExecuteDialog } = makeLate(() =>
  import('./execute-dialog').then((module) => module.ExecuteDialog),
);

type RevertActsProps = {
  revert: RevertResource;
  isExecuting: boolean;
  /** Why it cannot be carried out as it stands. */
  isOutdated: boolean;
  onExecute: (reason: string) => void;
};

/** The same writes, planned anew. */
function again({ subject, written_at: { gte, lte } }: RevertResource) {
  const window = { ...(gte !== null && { gte }), ...(lte !== null && { lte }) };
  return { subject, ...((gte ?? lte) !== null && { created_at: window }) };
}

/** What can be done with a revert: carry it out, plan it again, or undo it. */
export function RevertActs({ revert, isExecuting, isOutdated, onExecute }: RevertActsProps) {
  const [isAsking, setIsAsking] = useState(false);
  const refusal = useRefusal();
  const mayNotGovern = refusal('govern');
  const { status, required_scope: scope, counts } = revert;
  const count = countActs(revert);
  const mayNot = mayNotGovern ?? (scope === 'admin' ? refusal('admin') : undefined);
  return (
    <>
      {status === 'planned' && count > 0 && !isOutdated && (
        <Button
          look="primary"
          isBusy={isExecuting}
          disabled={mayNot !== undefined}
          title={mayNot}
          onClick={() => setIsAsking(true)}
        >
          Revert {memories(count)}…
        </Button>
      )}
      {(isOutdated || status === 'stopped') && (
        <PlanButton plan={again(revert)} refusal={mayNotGovern}>
          Plan it again
        </PlanButton>
      )}
      {(status === 'done' || status === 'stopped') && counts.outcome.done > 0 && (
        <PlanButton plan={{ subject: { type: 'revert', id: revert.id } }} refusal={mayNotGovern}>
          <Undo2 aria-hidden size={14} /> Revert this revert
        </PlanButton>
      )}
      {isAsking && <ExecuteDialog revert={revert} onExecute={onExecute} onClose={() => setIsAsking(false)} />}
    </>
  );
}
