import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';

import type { FailedRow, GapRow } from './rows';

const indentPx = 16;

/** Stands where children are on their way, or could not be loaded. */
export function GapView({ row, onRetry }: { row: GapRow | FailedRow; onRetry: () => void }) {
  const style = { paddingLeft: 32 + row.depth * indentPx };
  if (row.kind === 'gap') {
    return (
      <div
        role="treeitem"
        aria-label="Loading"
        aria-level={row.depth + 1}
        aria-selected={false}
        style={style}
        className="flex h-8 items-center pr-2"
      >
        <Skeleton className="h-3 w-2/3" />
      </div>
    );
  }
  return (
    <div
      role="treeitem"
      aria-label="Could not be loaded"
      aria-level={row.depth + 1}
      aria-selected={false}
      style={style}
      className="flex h-8 items-center justify-between gap-2 pr-2"
    >
      <span className="truncate text-small text-danger">Could not be loaded</span>
      <Button look="quiet" className="h-6 px-2 text-small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
