'use client';

import { useId } from 'react';

import { VisibleText } from '@/components/text/visible-text';
import { TextArea } from '@/components/ui/input';
import { classNames } from '@/components/ui/class-names';
import { fromEditable, toEditable } from '@/lib/memories/editable-text';

import { resolveConflict } from './merge-choices';
import type { Choice, Conflict } from './merge-choices';

type ConflictCardProps = {
  conflict: Conflict;
  number: number;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
};

const names = { ours: 'Take yours', theirs: 'Take theirs', both: 'Keep both', edit: 'Edit' } as const;
const takes = ['ours', 'theirs', 'both', 'edit'] as const;

function Side({ name, text, isTaken }: { name: string; text: string; isTaken: boolean }) {
  return (
    <div className={classNames('min-w-0 px-3 py-2', isTaken && 'bg-accent-soft')}>
      <p className="text-small text-soft">{name}</p>
      <pre className="font-mono text-small [overflow-wrap:anywhere] whitespace-pre-wrap">
        {text === '' ? <em>nothing here</em> : <VisibleText text={text} />}
      </pre>
    </div>
  );
}

/** One place where both changed the same lines. */
export function ConflictCard({ conflict, number, choice, onChoose }: ConflictCardProps) {
  const group = useId();
  const { lineEnds } = toEditable(conflict.ours + conflict.theirs);
  const take = (which: Choice['take']) => {
    if (which !== 'edit') return onChoose({ take: which });
    return onChoose({ take: 'edit', text: resolveConflict(conflict, choice ?? { take: 'both' }) });
  };
  return (
    <fieldset className="min-w-0 rounded-pane border border-line-strong">
      <legend className="ml-3 px-1 font-medium">Conflict {number}</legend>
      <div className="grid grid-cols-2 divide-x divide-line border-y border-line max-[899px]:grid-cols-1 max-[899px]:divide-x-0 max-[899px]:divide-y">
        <Side
          name="Yours"
          text={conflict.ours}
          isTaken={choice?.take === 'ours' || choice?.take === 'both'}
        />
        <Side
          name="Theirs, in the memory now"
          text={conflict.theirs}
          isTaken={choice?.take === 'theirs' || choice?.take === 'both'}
        />
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-2 px-3 py-2">
        {takes.map((which) => (
          <label key={which} className="flex min-h-8 items-center gap-2">
            <input
              type="radio"
              name={group}
              className="size-4 accent-accent"
              checked={choice?.take === which}
              onChange={() => take(which)}
            />
            {names[which]}
          </label>
        ))}
      </div>
      {choice?.take === 'edit' && (
        <div className="px-3 pb-3">
          <TextArea
            aria-label={`Text for conflict ${number}`}
            rows={6}
            spellCheck={false}
            className="font-mono"
            value={toEditable(choice.text).text}
            onChange={({ target }) =>
              onChoose({ take: 'edit', text: fromEditable({ text: target.value, lineEnds }) })
            }
          />
        </div>
      )}
    </fieldset>
  );
}
