'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { MemoryResource } from '@/lib/memories/schema';

import { acts, countMemories } from './acts';
import type { Act } from './acts';
import { BulkForm } from './bulk-form';
import { BulkReport } from './bulk-report';
import { withOutcome } from './run-job';
import type { Outcome } from './run-job';
import type { Job } from './undo';

type BulkDialogProps = {
  act: Act;
  memories: readonly MemoryResource[];
  /** How many are settled; null when the act does not run. */
  progress: number | null;
  /** Resolves to what became of each. */
  onRun: (act: Act, job: Omit<Job, 'act'>) => Promise<Outcome[]>;
  onClose: () => void;
};

const formId = 'bulk-act';

/** Says what will happen to exactly which memories, does it, and stays open only if something failed. */
export function BulkDialog({ act, memories, progress, onRun, onClose }: BulkDialogProps) {
  const [outcomes, setOutcomes] = useState<Outcome[] | null>(null);
  const words = acts[act];
  const isBusy = progress !== null;
  const run = async (job: Omit<Job, 'act'>) => {
    const settled = await onRun(act, job);
    if (withOutcome(settled, 'failed', 'not_tried').length === 0) onClose();
    else setOutcomes(settled);
  };
  if (outcomes) return <BulkReport act={act} outcomes={outcomes} onClose={onClose} />;
  return (
    <Dialog
      title={`${words.verb} ${countMemories(memories.length)}`}
      onClose={onClose}
      isBusy={isBusy}
      footer={
        <>
          <Button onClick={onClose} disabled={isBusy}>
            Cancel
          </Button>
          <Button type="submit" form={formId} look={words.isDanger ? 'danger' : 'primary'} isBusy={isBusy}>
            {isBusy
              ? `${words.doing} ${progress.toLocaleString('en')} of ${memories.length.toLocaleString('en')}`
              : `${words.verb} ${countMemories(memories.length)}`}
          </Button>
        </>
      }
    >
      <BulkForm
        id={formId}
        act={act}
        memories={memories}
        isBusy={isBusy}
        onSubmit={(details) => void run({ memories, ...details })}
      />
    </Dialog>
  );
}
