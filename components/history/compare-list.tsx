'use client';

import { useCallback } from 'react';

import { VisibleText } from '@/components/text/visible-text';
import { formatDelta } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import type { StoreChangeResource } from '@/lib/history/schema';

import { changeWords } from './change-words';
import { EndlessList } from './endless-list';

/** Names a change in the address: the two versions, either of which may be absent. */
export function changeKey({ from, to }: StoreChangeResource): string {
  return `${from?.id ?? ''}..${to?.id ?? ''}`;
}

type CompareListProps = {
  changes: readonly StoreChangeResource[];
  chosen: string | null;
  onChoose: (key: string) => void;
  onMore: (() => void) | undefined;
};

const rowPx = 48;

function deltaOf({ from, to }: StoreChangeResource): number {
  return (to?.content_size_bytes ?? 0) - (from?.content_size_bytes ?? 0);
}

/** The changed memories by path. A press opens what changed in one. */
export function CompareList({ changes, chosen, onChoose, onMore }: CompareListProps) {
  const keyOf = useCallback((index: number) => changeKey(changes[index]!), [changes]);
  return (
    <EndlessList
      label="Changed memories"
      count={changes.length}
      heightOf={() => rowPx}
      keyOf={keyOf}
      onMore={onMore}
      row={(index) => {
        const change = changes[index]!;
        return (
          <ChangeRow
            change={change}
            isChosen={changeKey(change) === chosen}
            onChoose={() => onChoose(changeKey(change))}
          />
        );
      }}
    />
  );
}

type ChangeRowProps = { change: StoreChangeResource; isChosen: boolean; onChoose: () => void };

function ChangeRow({ change, isChosen, onChoose }: ChangeRowProps) {
  const { word, icon: Icon, colour } = changeWords[change.change];
  const [before, after] = [change.from?.path, change.to?.path];
  const isMove = before && after && before !== after;
  const delta = deltaOf(change);
  return (
    <button
      type="button"
      aria-current={isChosen || undefined}
      onClick={onChoose}
      className={classNames(
        'flex h-full w-full items-center gap-3 border-b border-line px-4 text-left focus-visible:-outline-offset-2',
        isChosen ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <Icon aria-hidden size={16} strokeWidth={2} className={classNames('shrink-0', colour)} />
      <span className="grid min-w-0 grow">
        <span className="truncate" title={after ?? before ?? undefined}>
          <VisibleText text={after ?? before ?? 'redacted: no path left'} />
        </span>
        <span className="truncate text-small text-soft">
          {word}
          {isMove && (
            <>
              {' from '}
              <VisibleText text={before} />
            </>
          )}
        </span>
      </span>
      <span className="shrink-0 text-small text-soft">{delta === 0 ? '' : `${formatDelta(delta)} B`}</span>
    </button>
  );
}
