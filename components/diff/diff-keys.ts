import type { DiffRow } from '@/lib/history/diff-layout';

/** The two texts that make the viewer draw exactly the given rows: one key a line, equal on both sides only where the row is. */
export type KeyTexts = { before: string; after: string };

function keyOf(sign: '=' | '-' | '+', index: number): string {
  return `${sign}${index}`;
}

/**
 * The viewer compares texts for itself, and would disagree with what was compared already. It is given keys in place of lines:
 * each occurs once, so that there is only one way to match them. `isSplit`: removed and added lines stand beside each other.
 */
export function keyRows(rows: readonly DiffRow[], isSplit: boolean): KeyTexts {
  const before: string[] = [];
  const after: string[] = [];
  for (const [index, { change, left, right }] of rows.entries()) {
    if (change === null) {
      before.push(keyOf('=', index));
      after.push(keyOf('=', index));
      continue;
    }
    const isTurn = !isSplit && right !== null && rows[index - 1]?.left && rows[index - 1]?.change === change;
    if (isTurn) {
      before.push(`|${index}`);
      after.push(`|${index}`);
    }
    if (left) before.push(keyOf('-', index));
    if (right) after.push(keyOf('+', index));
  }
  const textOf = (keys: readonly string[]) => keys.map((key) => `${key}\n`).join('');
  return { before: textOf(before), after: textOf(after) };
}

export type Keyed = { row: DiffRow; side: 'before' | 'after' };

/** The row that a key stands for, and the side of which the line is shown; null for what only sets apart. */
export function readKey(rows: readonly DiffRow[], key: string): Keyed | null {
  const row = rows[Number(key.slice(1))];
  if (!row || !/^[-+=]/.test(key)) return null;
  return { row, side: key.startsWith('-') ? 'before' : 'after' };
}
