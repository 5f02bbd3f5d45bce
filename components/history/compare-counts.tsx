import { formatCount } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import type { ChangeKind, StoresDiffResource } from '@/lib/history/schema';

import { changeWords } from './change-words';

const order: readonly ChangeKind[] = ['added', 'removed', 'changed', 'moved', 'moved_and_changed'];

type CompareCountsProps = {
  counts: StoresDiffResource['counts'];
  /** The kind that the list is narrowed to. */
  kind: string | null;
  onKind: (kind: ChangeKind | null) => void;
};

/** How many memories changed in each way. A press narrows the list to them, another widens it again. */
export function CompareCounts({ counts, kind, onKind }: CompareCountsProps) {
  return (
    <fieldset aria-label="Changes by kind" className="flex flex-wrap gap-2 px-4 pb-3">
      {order
        .filter((each) => counts[each] > 0)
        .map((each) => {
          const { word, icon: Icon, colour } = changeWords[each];
          return (
            <button
              key={each}
              type="button"
              aria-pressed={kind === each}
              onClick={() => onKind(kind === each ? null : each)}
              className={classNames(
                'flex h-10 items-center gap-2 rounded-control border px-3',
                kind === each
                  ? 'border-accent bg-accent-soft'
                  : 'border-line bg-raised hover:border-line-strong',
              )}
            >
              <Icon aria-hidden size={16} strokeWidth={2} className={colour} />
              <span className="text-lead font-semibold">{formatCount(counts[each])}</span> {word}
            </button>
          );
        })}
    </fieldset>
  );
}
