import type { TreeRow } from './rows';
import { rowHeightPx } from './rows';

/**
 * The row that stays where it is when others come in: the first in sight. Where a gap in front of loaded children is in sight, what comes
 * in there pushes up what is above it, not down what is read; so the row behind the gap stays.
 */
export function findAnchor(rows: readonly TreeRow[], scrollTopPx: number, heightPx: number): number {
  const first = Math.floor(scrollTopPx / rowHeightPx);
  const last = Math.floor((scrollTopPx + heightPx) / rowHeightPx);
  for (let at = last; at >= first; at -= 1) {
    const row = rows[at];
    if (row?.kind === 'gap' && row.side === 'before' && at < rows.length - 1) return at + 1;
  }
  return first;
}
