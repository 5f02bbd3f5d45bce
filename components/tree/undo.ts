import type { MemoryResource } from '@/lib/memories/schema';

import type { Act } from './acts';

type Withholding = 'quarantined' | 'restricted';

/** One act on memories as they were when they were selected. */
export type Job = {
  /** Restoring is the way back from deleting. */
  act: Act | 'restore';
  memories: readonly MemoryResource[];
  reasons?: Withholding[];
  reason?: string;
  /** For a move: the new path of each. */
  pathOf?: (memory: MemoryResource) => string;
};

/** The reasons that a release lifts from a memory. */
function reasonsHeld(memory: MemoryResource): Withholding[] {
  const { quarantined_at: quarantined = null, restricted_at: restricted = null } = memory.governance ?? {};
  return [
    ...(quarantined === null ? [] : ['quarantined' as const]),
    ...(restricted === null ? [] : ['restricted' as const]),
  ];
}

/** Each memory gets exactly the reasons back that it had. */
function withholdAgain(memories: readonly MemoryResource[]): Job[] {
  const combinations: Withholding[][] = [['quarantined'], ['restricted'], ['quarantined', 'restricted']];
  return combinations
    .map((reasons) => ({
      act: 'withhold' as const,
      reasons,
      memories: memories.filter((memory) => reasonsHeld(memory).join() === reasons.join()),
    }))
    .filter((job) => job.memories.length > 0);
}

const opposites: Partial<Record<Job['act'], Job['act']>> = {
  archive: 'unarchive',
  unarchive: 'archive',
  lock: 'unlock',
  unlock: 'lock',
  delete: 'restore',
};

/** What takes an act back from the memories that it changed; empty where no act does. */
export function undoOf(act: Job['act'], changed: readonly MemoryResource[]): Job[] {
  if (changed.length === 0) return [];
  if (act === 'withhold') return [{ act: 'release', memories: changed, reasons: ['restricted'] }];
  if (act === 'release') return withholdAgain(changed);
  if (act === 'move') return [{ act: 'move', memories: changed, pathOf: (memory) => memory.path }];
  const opposite = opposites[act];
  return opposite ? [{ act: opposite, memories: changed }] : [];
}
