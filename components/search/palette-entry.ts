import type { LucideIcon } from 'lucide-react';

import type { Mark } from '@/components/text/marks';

/** A line of the palette. */
export type Entry = {
  /** Unlike every other one that is shown. */
  key: string;
  icon: LucideIcon;
  text: string;
  marks?: readonly Mark[];
  /** Where it is, or what is in it. */
  detail?: { text: string; marks?: readonly Mark[] };
  /** The key that does the same. */
  shortcut?: string;
  act: () => void;
};

export type EntryGroup = { heading: string; entries: readonly Entry[] };
