'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId } from 'react';

import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Checkbox } from '@/components/ui/input';
import { useShortcut } from '@/components/ui/shortcuts';

import { chooseDiff } from './diff-choice';
import type { DiffChoice } from './diff-choice';

type DiffToolbarProps = {
  choice: DiffChoice;
  /** Without room for two columns there is no choice. */
  hasRoom: boolean;
  count: number;
  current: number;
  onJump: (change: number) => void;
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
  hasKeys: boolean;
};

const choices = [
  ['split', 'Split'],
  ['unified', 'Unified'],
] as const;

function ChoiceButtons({ choice }: { choice: DiffChoice }) {
  return (
    <fieldset aria-label="Columns" className="flex rounded-control border border-line bg-raised">
      {choices.map(([each, name]) => (
        <button
          key={each}
          type="button"
          aria-pressed={choice === each}
          onClick={() => chooseDiff(each)}
          className={classNames(
            'h-8 rounded-control px-3',
            choice === each ? 'bg-accent-soft font-medium text-accent' : 'text-soft hover:text-ink',
          )}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** How the difference is drawn, and the way from change to change. */
export function DiffToolbar({
  choice,
  hasRoom,
  count,
  current,
  onJump,
  isFolded,
  onFold,
  hasKeys,
}: DiffToolbarProps) {
  const foldId = useId();
  const last = count - 1;
  const goNext = () => onJump(Math.min(current + 1, last));
  const goBack = () => onJump(Math.max(current - 1, 0));
  useShortcut(hasKeys ? 'n' : null, 'Next change', goNext);
  useShortcut(hasKeys ? 'p' : null, 'Previous change', goBack);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
      {hasRoom && <ChoiceButtons choice={choice} />}
      <label htmlFor={foldId} className="flex h-8 items-center gap-2">
        <Checkbox id={foldId} checked={isFolded} onChange={(event) => onFold(event.target.checked)} />
        Changed only
      </label>
      <div className="ml-auto flex items-center gap-1">
        <output aria-live="polite" className="mr-1 text-soft">
          Change {(current + 1).toLocaleString('en')} of {count.toLocaleString('en')}
        </output>
        <IconButton
          icon={ArrowUp}
          label={hasKeys ? 'Previous change (p)' : 'Previous change'}
          aria-disabled={current === 0}
          onClick={goBack}
        />
        <IconButton
          icon={ArrowDown}
          label={hasKeys ? 'Next change (n)' : 'Next change'}
          aria-disabled={current === last}
          onClick={goNext}
        />
      </div>
    </div>
  );
}
