import type { MemoryResource } from '@/lib/memories/schema';
import type { StateAct } from '@/lib/memories/act-queries';

type Governance = NonNullable<MemoryResource['governance']>;
export type HeldReason = 'quarantined' | 'restricted';

type StateWords = {
  verb: string;
  done: string;
  consequence: string;
  appliesTo: (governance: Governance) => boolean;
};

export const stateWords: Record<StateAct, StateWords> = {
  archive: {
    verb: 'Archive',
    done: 'Archived',
    consequence: 'Agents will not find this memory any more. People still read it, and can unarchive it.',
    appliesTo: (governance) => governance.archived_at === null,
  },
  unarchive: {
    verb: 'Unarchive',
    done: 'Unarchived',
    consequence: 'Agents will read this memory again, unless it is withheld for another reason.',
    appliesTo: (governance) => governance.archived_at !== null,
  },
  withhold: {
    verb: 'Withhold',
    done: 'Withheld',
    consequence: 'To agents this memory will not exist until somebody releases it. People still read it.',
    appliesTo: (governance) => withholdable(governance).length > 0,
  },
  release: {
    verb: 'Release',
    done: 'Released',
    consequence:
      'Agents will read the newest version of this memory again, unless it is withheld for another reason.',
    appliesTo: (governance) => heldReasons(governance).length > 0,
  },
  lock: {
    verb: 'Lock',
    done: 'Locked',
    consequence: 'Agents can still read this memory, but not change, move or delete it. People can.',
    appliesTo: (governance) => governance.locked_at === null,
  },
  unlock: {
    verb: 'Unlock',
    done: 'Unlocked',
    consequence: 'Agents can change, move and delete this memory again.',
    appliesTo: (governance) => governance.locked_at !== null,
  },
};

const opposites: Record<StateAct, StateAct> = {
  archive: 'unarchive',
  unarchive: 'archive',
  withhold: 'release',
  release: 'withhold',
  lock: 'unlock',
  unlock: 'lock',
};

export const reasonWords: Record<HeldReason, string> = {
  restricted: 'Restricted: agents must not read it',
  quarantined: 'Quarantined: it waits for a verdict',
};

/** For which reasons a memory is held back from agents. */
export function heldReasons(governance: Governance): HeldReason[] {
  return [
    ...(governance.restricted_at === null ? [] : ['restricted' as const]),
    ...(governance.quarantined_at === null ? [] : ['quarantined' as const]),
  ];
}

/** For which reasons it can still be withheld. A quarantine that left an earlier version served can be made whole. */
export function withholdable(governance: Governance): HeldReason[] {
  return [
    ...(governance.restricted_at === null ? ['restricted' as const] : []),
    ...(governance.served_version_id === null ? [] : ['quarantined' as const]),
  ];
}

/** The acts that would change something, most usual first. */
export function applicableActs(governance: Governance): StateAct[] {
  const order: StateAct[] = ['archive', 'unarchive', 'withhold', 'release', 'lock', 'unlock'];
  return order.filter((act) => stateWords[act].appliesTo(governance));
}

export function oppositeOf(act: StateAct): StateAct {
  return opposites[act];
}

/** Releasing gives back only what withholding took: a quarantine that spared an earlier version cannot be put back as it was. */
export function canUndo(act: StateAct, governance: Governance): boolean {
  const isPartly = governance.quarantined_at !== null && governance.served_version_id !== null;
  return !((act === 'release' || act === 'withhold') && isPartly);
}
