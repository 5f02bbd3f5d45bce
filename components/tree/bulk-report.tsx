'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

import { acts, countMemories } from './acts';
import type { Act } from './acts';
import { PathList } from './path-list';
import { withOutcome } from './run-job';
import type { Outcome } from './run-job';

type BulkReportProps = { act: Act; outcomes: readonly Outcome[]; onClose: () => void };

/** What became of each memory when not all went well. Those that failed stay selected. */
export function BulkReport({ act, outcomes, onClose }: BulkReportProps) {
  const [done, unchanged, failed, notTried] = (['done', 'unchanged', 'failed', 'not_tried'] as const).map(
    (outcome) => withOutcome(outcomes, outcome).length,
  );
  const rest = outcomes.filter(({ outcome }) => outcome === 'failed' || outcome === 'not_tried');
  return (
    <Dialog
      title="Not all of them could be changed"
      onClose={onClose}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="grid gap-4">
        <dl className="flex flex-wrap gap-x-6 gap-y-2">
          <Count word={acts[act].done} count={done} />
          <Count word="Already so" count={unchanged} />
          <Count word="Failed" count={failed} isBad />
          <Count word="Not tried" count={notTried} isBad />
        </dl>
        <p>{countMemories(rest.length)} stayed as before, and stay selected, so that you can try again.</p>
        <PathList
          label="Memories that were not changed"
          lines={rest.map(({ memory, message }) => ({
            key: memory.id,
            path: memory.path,
            detail: message ?? 'Not tried, because the call before it failed.',
          }))}
        />
      </div>
    </Dialog>
  );
}

function Count({ word, count, isBad = false }: { word: string; count: number | undefined; isBad?: boolean }) {
  if (!count) return null;
  return (
    <div className="flex flex-row-reverse items-baseline gap-1.5">
      <dt className="text-soft">{word}</dt>
      <dd className={isBad ? 'text-lead font-semibold text-danger' : 'text-lead font-semibold'}>
        {count.toLocaleString('en')}
      </dd>
    </div>
  );
}
