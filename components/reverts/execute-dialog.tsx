'use client';

import { useState } from 'react';

import { ReasonField, findReasonFault } from '@/components/acts/reason-field';
import { ActDialog } from '@/components/shell/act-dialog';
import type { RevertResource } from '@/lib/reverts/schema';

import { countActs, memories } from './revert-words';

type ExecuteDialogProps = {
  revert: RevertResource;
  onExecute: (reason: string) => void;
  onClose: () => void;
};

/** Says what carrying the plan out means, and asks why. The page behind it shows how far it is. */
export function ExecuteDialog({ revert, onExecute, onClose }: ExecuteDialogProps) {
  const [reason, setReason] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const fault = findReasonFault(reason);
  const count = countActs(revert);
  const submit = () => {
    setWasSent(true);
    if (fault !== null) return;
    onExecute(reason.trim());
    onClose();
  };
  return (
    <ActDialog
      title={`Revert ${memories(count)}`}
      act={`Revert ${memories(count)}`}
      isBusy={false}
      failure={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        Agents will read what was there before from now on. Every text that is there now stays in the history:
        the revert can itself be reverted.
      </p>
      <p>
        Exactly what this dry run shows is done. If a memory was written to since, nothing is, and you are
        told.
      </p>
      <ReasonField value={reason} onChange={setReason} isRequired error={wasSent ? fault : null} />
    </ActDialog>
  );
}
