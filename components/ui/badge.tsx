import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

import { classNames } from './class-names';

const tones = {
  neutral: 'border-line text-soft',
  accent: 'border-transparent bg-accent-soft text-accent',
  added: 'border-transparent bg-added-soft text-added',
  removed: 'border-transparent bg-removed-soft text-removed',
  changed: 'border-transparent bg-changed-soft text-changed',
  withheld: 'border-transparent bg-withheld-soft text-withheld',
  danger: 'border-danger text-danger',
} as const;

type BadgeProps = { tone?: keyof typeof tones; icon?: LucideIcon; title?: string; children: ReactNode };

/** A word with a meaning. The colour never says it alone. */
export function Badge({ tone = 'neutral', icon: Icon, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={classNames(
        'inline-flex h-5 items-center gap-1 rounded-control border px-1.5 text-small whitespace-nowrap',
        tones[tone],
      )}
    >
      {Icon && <Icon aria-hidden size={12} strokeWidth={2} />}
      {children}
    </span>
  );
}
