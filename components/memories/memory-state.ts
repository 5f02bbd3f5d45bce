import type { MemoryResource } from '@/lib/memories/schema';

type Governance = NonNullable<MemoryResource['governance']>;

/** One thing to know about what agents may do with a memory. */
export type MemoryState = {
  word: string;
  tone: 'added' | 'withheld';
  sentence: string;
  /** When it began. */
  since: string | null;
};

function withheldStates(governance: Governance): MemoryState[] {
  const { archived_at, restricted_at, quarantined_at, withheld, served_version_id } = governance;
  const states: MemoryState[] = [];
  const add = (word: string, sentence: string, since: string | null) =>
    states.push({ word, tone: 'withheld', sentence, since });
  if (withheld.includes('archived')) {
    add('Archived', 'It is retired: kept for people, not served to agents.', archived_at);
  }
  if (withheld.includes('restricted')) {
    add('Withheld', 'Somebody withheld it: to agents it does not exist.', restricted_at);
  }
  if (withheld.includes('quarantined')) {
    add('Quarantined', 'It waits for a verdict: to agents it does not exist.', quarantined_at);
  } else if (quarantined_at !== null && served_version_id !== null) {
    add(
      'Newest version quarantined',
      'It waits for a verdict; agents go on being served the version before it.',
      quarantined_at,
    );
  }
  return states;
}

/** What agents may do with a memory and why, most important first. Never empty. */
export function describeState(governance: Governance): MemoryState[] {
  const states = withheldStates(governance);
  if (states.length === 0) {
    states.push({
      word: 'Served',
      tone: 'added',
      sentence: 'Agents are served the newest version.',
      since: null,
    });
  }
  if (governance.locked_at !== null) {
    states.push({
      word: 'Locked',
      tone: 'withheld',
      sentence: 'Agents may read it, and cannot change it.',
      since: governance.locked_at,
    });
  }
  return states;
}
