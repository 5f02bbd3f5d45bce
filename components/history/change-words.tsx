import { ArrowRight, Minus, Pencil, Plus } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

import type { ChangeKind } from '@/lib/history/schema';

export const changeWords: Record<ChangeKind, { word: string; icon: LucideIcon; colour: string }> = {
  added: { word: 'added', icon: Plus, colour: 'text-added' },
  removed: { word: 'removed', icon: Minus, colour: 'text-removed' },
  changed: { word: 'changed', icon: Pencil, colour: 'text-changed' },
  moved: { word: 'moved', icon: ArrowRight, colour: 'text-accent' },
  moved_and_changed: { word: 'moved and changed', icon: ArrowRight, colour: 'text-changed' },
};
