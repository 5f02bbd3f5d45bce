'use client';

import { useUrlState } from '@/components/history/url-state';
import { formatCount } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import type { ItemFilter as Filter } from '@/lib/reverts/queries';
import type { RevertResource } from '@/lib/reverts/schema';

type Choice = { name: string; count: number; filter: Filter };

/** What can be looked at alone: by what would be done, and once it began by what came of it. */
function choicesOf({ status, counts: { action, outcome } }: RevertResource): Record<string, Choice> {
  if (status === 'planned') {
    return {
      restore: { name: 'put back', count: action.restore, filter: { action: 'restore' } },
      delete: { name: 'delete', count: action.delete, filter: { action: 'delete' } },
      recreate: { name: 'bring back', count: action.recreate, filter: { action: 'recreate' } },
      none: { name: 'left alone', count: action.none, filter: { action: 'none' } },
    };
  }
  return {
    done: { name: 'reverted', count: outcome.done, filter: { outcome: 'done' } },
    failed: { name: 'failed', count: outcome.failed, filter: { outcome: 'failed' } },
    pending: { name: 'not touched', count: outcome.pending, filter: { outcome: 'pending' } },
    skipped: { name: 'left alone', count: outcome.skipped, filter: { outcome: 'skipped' } },
  };
}

/** What the address narrows the memories to. */
export function readItemFilter(
  revert: RevertResource,
  params: { get: (name: string) => string | null },
): Filter {
  const shown = params.get('show');
  const choices = choicesOf(revert);
  return shown !== null && Object.hasOwn(choices, shown) ? choices[shown]!.filter : {};
}

/** How many memories there are of each verdict. A press narrows the table to them, another widens it again. */
export function ItemFilter({ revert }: { revert: RevertResource }) {
  const { params, go } = useUrlState();
  const shown = params.get('show');
  return (
    <fieldset aria-label="Memories by verdict" className="flex flex-wrap gap-2">
      {Object.entries(choicesOf(revert))
        .filter(([, { count }]) => count > 0)
        .map(([key, { name, count }]) => (
          <button
            key={key}
            type="button"
            aria-pressed={shown === key}
            onClick={() => go({ show: shown === key ? null : key })}
            className={classNames(
              'flex h-10 items-center gap-2 rounded-control border px-3',
              shown === key
                ? 'border-accent bg-accent-soft'
                : 'border-line bg-raised hover:border-line-strong',
            )}
          >
            <span className="text-lead font-semibold">{formatCount(count)}</span> {name}
          </button>
        ))}
    </fieldset>
  );
}
