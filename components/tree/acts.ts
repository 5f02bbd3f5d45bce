import type { Scope } from '@/lib/auth/actor';
import type { BulkActBody, MemoryResource } from '@/lib/memories/schema';

export type Act = BulkActBody['act'];

type ActWords = {
  /** On the button, before "3 memories". */
  verb: string;
  doing: string;
  done: string;
  /** What will be so afterwards, and whether it can be taken back. */
  consequence: string;
  scope: Scope;
  isDanger?: boolean;
  appliesTo: (memory: MemoryResource) => boolean;
  /** Why the act is not offered when it applies to none of the selected memories. */
  notApplicable?: string;
};

const isArchived = (memory: MemoryResource) => (memory.governance?.archived_at ?? null) !== null;
const isRestricted = (memory: MemoryResource) => (memory.governance?.restricted_at ?? null) !== null;
const isQuarantined = (memory: MemoryResource) => (memory.governance?.quarantined_at ?? null) !== null;
const isLocked = (memory: MemoryResource) => (memory.governance?.locked_at ?? null) !== null;

export const acts: Record<Act, ActWords> = {
  archive: {
    verb: 'Archive',
    doing: 'Archiving',
    done: 'Archived',
    consequence: 'Agents will not find them any more. People still read them, and can unarchive them.',
    scope: 'govern',
    appliesTo: (memory) => !isArchived(memory),
    notApplicable: 'All of them are archived',
  },
  unarchive: {
    verb: 'Unarchive',
    doing: 'Unarchiving',
    done: 'Unarchived',
    consequence: 'Agents will read them again, unless they are withheld for another reason.',
    scope: 'govern',
    appliesTo: isArchived,
    notApplicable: 'None of them is archived',
  },
  withhold: {
    verb: 'Withhold',
    doing: 'Withholding',
    done: 'Withheld',
    consequence: 'To agents they will not exist until somebody releases them. People still read them.',
    scope: 'govern',
    appliesTo: (memory) => !isRestricted(memory),
    notApplicable: 'All of them are withheld',
  },
  release: {
    verb: 'Release',
    doing: 'Releasing',
    done: 'Released',
    consequence: 'Agents will read them again, the newest version of each. Archived ones stay archived.',
    scope: 'govern',
    appliesTo: (memory) => isRestricted(memory) || isQuarantined(memory),
    notApplicable: 'None of them is withheld',
  },
  lock: {
    verb: 'Lock',
    doing: 'Locking',
    done: 'Locked',
    consequence: 'Agents can still read them, but not change, move or delete them.',
    scope: 'govern',
    appliesTo: (memory) => !isLocked(memory),
    notApplicable: 'All of them are locked',
  },
  unlock: {
    verb: 'Unlock',
    doing: 'Unlocking',
    done: 'Unlocked',
    consequence: 'Agents can change them again.',
    scope: 'govern',
    appliesTo: isLocked,
    notApplicable: 'None of them is locked',
  },
  move: {
    verb: 'Move',
    doing: 'Moving',
    done: 'Moved',
    consequence: 'Agents will find them at the new paths only. Each keeps its history.',
    scope: 'memories:write',
    appliesTo: () => true,
  },
  delete: {
    verb: 'Delete',
    doing: 'Deleting',
    done: 'Deleted',
    consequence:
      'They leave the store, for agents and people. Every version stays in the history, and can be restored from there.',
    scope: 'memories:write',
    isDanger: true,
    appliesTo: () => true,
  },
};

export const actsInOrder: readonly Act[] = [
  'archive',
  'unarchive',
  'withhold',
  'release',
  'lock',
  'unlock',
  'move',
  'delete',
];

/** "1 memory", "1,200 memories". */
export function countMemories(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'memory' : 'memories'}`;
}
