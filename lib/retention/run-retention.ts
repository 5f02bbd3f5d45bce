import 'server-only';

import { setTimeout as sleep } from 'node:timers/promises';

import { systemActor } from '@/lib/auth/actor';

import { runSlice } from './run-slice';

type Pace = { sliceSize: number; maxSlices: number };

/** Small enough that the embedded database, which does one thing at a time, is never held up for long. */
const fullPace: Pace = { sliceSize: 200, maxSlices: Number.POSITIVE_INFINITY };

/**
 * The job: carries a run to its end, slice by slice, resting between two as long as the last one took. Goes on where an interrupted
 * run stopped; safe to run twice, side by side, and when nothing is left to do.
 */
export async function runRetention(
  job: { workspaceId: string; retentionRunId: string },
  { sliceSize, maxSlices }: Pace = fullPace,
): Promise<void> {
  const actor = systemActor(job.workspaceId, 'retention');
  for (let slice = 0; slice < maxSlices; slice += 1) {
    const startedAt = performance.now();
    if (!(await runSlice(actor, job.retentionRunId, sliceSize))) return;
    await sleep(performance.now() - startedAt);
  }
}
