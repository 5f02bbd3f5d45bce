import { classNames } from '@/components/ui/class-names';
import type { DiffRow } from '@/lib/history/diff-layout';

type DiffGutterProps = {
  row: DiffRow | null;
  /** Which number stands here; both, in one column. */
  side: 'before' | 'after' | 'both';
  /** Set where a change begins, to be found when it is jumped to. */
  startOf: number | null;
  isCurrent: boolean;
};

/** A line of its own height, so that the text beside it stands on the same line. */
const blank = '\u00A0';
const number = 'w-9 text-right tabular-nums';

/** The line numbers, true to the whole texts. A bar marks the change that was jumped to. */
export function DiffGutter({ row, side, startOf, isCurrent }: DiffGutterProps) {
  const isChanged = row !== null && row.change !== null;
  const isRemoved = isChanged && row.left !== null && side !== 'after';
  const isAdded = isChanged && row.right !== null && side !== 'before';
  return (
    <td
      data-change={startOf ?? undefined}
      className={classNames(
        'px-1 align-baseline text-soft select-none',
        // The viewer takes the borders of all cells away.
        isCurrent && 'shadow-[inset_2px_0_0_var(--accent)]',
        row === null && 'bg-sunken',
        isRemoved && 'bg-removed-soft',
        isAdded && 'bg-added-soft',
      )}
    >
      <span className="flex justify-end gap-1 text-small leading-5">
        {side !== 'after' && <span className={number}>{row?.left?.number ?? blank}</span>}
        {side !== 'before' && <span className={number}>{row?.right?.number ?? blank}</span>}
      </span>
    </td>
  );
}
