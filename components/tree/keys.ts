import { isEntry } from './rows';
import type { TreeRow } from './rows';

/** What a key does in the tree. */
export type TreeStep =
  | { type: 'move'; index: number; isExtending: boolean }
  | { type: 'open'; path: string }
  | { type: 'close'; path: string }
  | { type: 'enter' }
  | { type: 'pick'; isRange: boolean }
  | { type: 'pick_all' }
  | { type: 'clear' };

type Press = { key: string; shiftKey: boolean; isMod: boolean };

const pageRows = 12;

/** The nearest row, from `index` on in the given direction, that can hold the focus. */
function nearest(rows: readonly TreeRow[], index: number, direction: 1 | -1): number | null {
  for (let at = index; at >= 0 && at < rows.length; at += direction) {
    const row = rows[at];
    if (row && isEntry(row)) return at;
  }
  return null;
}

function moveTo(rows: readonly TreeRow[], from: number, press: Press): TreeStep | null {
  const last = rows.length - 1;
  const targets: Record<string, number | null> = {
    ArrowDown: nearest(rows, from + 1, 1),
    ArrowUp: nearest(rows, from - 1, -1),
    Home: nearest(rows, 0, 1),
    End: nearest(rows, last, -1),
    PageDown: nearest(rows, Math.min(from + pageRows, last), -1),
    PageUp: nearest(rows, Math.max(from - pageRows, 0), 1),
  };
  const index = targets[press.key];
  if (index === undefined || index === null) return null;
  return { type: 'move', index, isExtending: press.shiftKey && press.key.startsWith('Arrow') };
}

function moveToParent(rows: readonly TreeRow[], row: TreeRow): TreeStep | null {
  const index = rows.findIndex((each) => each.kind === 'folder' && each.path === row.folder);
  return index === -1 ? null : { type: 'move', index, isExtending: false };
}

function stepIntoOrOut(rows: readonly TreeRow[], from: number, key: string): TreeStep | null {
  const row = rows[from];
  if (!row) return null;
  if (key === 'ArrowLeft') {
    return row.kind === 'folder' && row.isOpen ? { type: 'close', path: row.path } : moveToParent(rows, row);
  }
  if (row.kind !== 'folder') return null;
  if (!row.isOpen) return { type: 'open', path: row.path };
  const child = rows[from + 1];
  return child && isEntry(child) && child.folder === row.path
    ? { type: 'move', index: from + 1, isExtending: false }
    : null;
}

/**
 * What a key pressed on a row of the tree means; null when nothing.
 * Follows https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ for a tree of which many can be selected.
 */
export function decideStep(rows: readonly TreeRow[], from: number, press: Press): TreeStep | null {
  if (press.isMod) return press.key === 'a' ? { type: 'pick_all' } : null;
  switch (press.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return stepIntoOrOut(rows, from, press.key);
    case 'Enter':
      return { type: 'enter' };
    case ' ':
      return { type: 'pick', isRange: press.shiftKey };
    case 'Escape':
      return { type: 'clear' };
    default:
      return moveTo(rows, from, press);
  }
}
