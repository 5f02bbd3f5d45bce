import { Archive, EyeOff, Lock, ShieldAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

import type { MemoryResource } from '@/lib/memories/schema';

type State = { word: string; meaning: string; icon: LucideIcon };

const archived = { word: 'archived', meaning: 'Archived: not served to agents', icon: Archive };
const withheld = { word: 'withheld', meaning: 'Withheld: not served to agents', icon: EyeOff };
const quarantined = {
  word: 'quarantined',
  meaning: 'Quarantined: agents are not shown the newest version',
  icon: ShieldAlert,
};
const locked = { word: 'locked', meaning: 'Locked: agents read it and cannot change it', icon: Lock };

/** What is out of the ordinary about a memory, the gravest first. */
export function statesOf({ governance }: MemoryResource): State[] {
  if (!governance) return [];
  return [
    ...(governance.restricted_at === null ? [] : [withheld]),
    ...(governance.quarantined_at === null ? [] : [quarantined]),
    ...(governance.archived_at === null ? [] : [archived]),
    ...(governance.locked_at === null ? [] : [locked]),
  ];
}

/** A glyph and, while there is room for it, the word; several states are glyphs only, each with its word on hover. */
export function StateGlyphs({ memory }: { memory: MemoryResource }) {
  const states = statesOf(memory);
  return states.map(({ word, meaning, icon: Icon }) => (
    <span
      key={word}
      title={meaning}
      className={
        word === 'locked'
          ? 'inline-flex shrink-0 items-center gap-1 text-small text-soft'
          : 'inline-flex shrink-0 items-center gap-1 text-small text-withheld'
      }
    >
      <Icon aria-hidden size={12} strokeWidth={2} />
      <span className={states.length > 1 ? 'sr-only' : undefined}>{word}</span>
    </span>
  ));
}
