'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

import { undoneNote } from '@/components/acts/undone-note';
import { useToast } from '@/components/ui/toast';
import type { StoreRef } from '@/lib/memories/queries';
import type { MemoryResource } from '@/lib/memories/schema';
import { storeKey } from '@/lib/stores/keys';

import { acts, countMemories } from './acts';
import type { Act } from './acts';
import { runJob, withOutcome } from './run-job';
import type { Outcome } from './run-job';
import { undoOf } from './undo';
import type { Job } from './undo';

/** Does acts on many memories: with progress, a notice of what was done, and the way back from it. */
export function useBulk(store: StoreRef, onSettled: (memories: readonly MemoryResource[]) => void) {
  const client = useQueryClient();
  const toast = useToast();
  const [progress, setProgress] = useState<number | null>(null);
  const { workspaceId, storeId } = store;

  const refetch = useCallback(
    () => client.invalidateQueries({ queryKey: storeKey(workspaceId, storeId) }),
    [client, workspaceId, storeId],
  );
  const undo = useCallback(
    async (jobs: readonly Job[]) => {
      const outcomes: Outcome[] = [];
      for (const job of jobs)
        outcomes.push(...(await runJob({ workspaceId, job, onProgress: () => undefined })));
      const failed = outcomes.filter(({ outcome }) => outcome === 'failed' || outcome === 'not_tried');
      toast({
        title: `Undone for ${countMemories(withOutcome(outcomes, 'done').length)}`,
        ...(failed.length > 0 && {
          isFailure: true,
          detail: `${countMemories(failed.length)} could not be put back: ${failed[0]?.message ?? 'not tried'}`,
        }),
      });
      await refetch();
    },
    [workspaceId, toast, refetch],
  );
  const run = useCallback(
    async (act: Act, job: Omit<Job, 'act'>) => {
      setProgress(0);
      const outcomes = await runJob({ workspaceId, job: { ...job, act }, onProgress: setProgress });
      setProgress(null);
      const done = withOutcome(outcomes, 'done');
      const unchanged = withOutcome(outcomes, 'unchanged').length;
      const reason = job.reason ?? undoneNote.reason;
      const jobs = undoOf(act, done).map((each) => ({ ...each, reason }));
      onSettled(withOutcome(outcomes, 'done', 'unchanged'));
      if (done.length + unchanged > 0) {
        toast({
          title:
            done.length > 0 ? `${acts[act].done} ${countMemories(done.length)}` : 'Nothing had to be changed',
          ...(unchanged > 0 && { detail: `${countMemories(unchanged)} were so already` }),
          ...(act === 'delete' && {
            detail: 'Every version is kept, and can be restored from the history.',
          }),
          ...(jobs.length > 0 && { action: { label: 'Undo', onAct: () => void undo(jobs) } }),
        });
      }
      await refetch();
      return outcomes;
    },
    [workspaceId, onSettled, toast, undo, refetch],
  );
  return { progress, run };
}
