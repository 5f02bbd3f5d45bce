import 'server-only';

import { systemActor } from '@/lib/auth/actor';

import { carryOut, fullPace } from './carry-out';

/** The job: finishes what a process that died has left. Safe to run again, or when nothing is left to do. */
export function runRevert(job: { workspaceId: string; revertId: string }): Promise<void> {
  return carryOut(systemActor(job.workspaceId, 'revert'), job.revertId, fullPace);
}
