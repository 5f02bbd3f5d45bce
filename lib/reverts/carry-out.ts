import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { runSlice } from './run-slice';

export type Pace = { sliceSize: number; maxSlices: number };

/** Small enough that other writers hardly wait, and fewer nested transactions than PostgreSQL keeps at hand for one (64). */
const sliceSize = 50;
export const fullPace: Pace = { sliceSize, maxSlices: Infinity };

/** Goes on with a revert that was started, slice by slice, until it has ended. Several at once do no harm: they take turns. */
export async function carryOut(actor: Actor, revertId: string, pace: Pace): Promise<void> {
  for (let slice = 0; slice < pace.maxSlices; slice += 1) {
    if (!(await runSlice(actor, revertId, pace.sliceSize))) return;
  }
}
