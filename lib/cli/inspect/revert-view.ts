import type { RevertItemResource, RevertResource } from '@/lib/reverts/schema';

import { toPrintable } from './printable';
import type { Paint, Tone } from './style';
import { renderTable } from './table';
import { countOf } from './words';

const acts: Record<RevertItemResource['action'], [string, Tone]> = {
  restore: ['~ put back', 'yellow'],
  delete: ['- delete', 'red'],
  recreate: ['+ bring back', 'green'],
  none: ['= stays', 'dim'],
};

/** Whether carrying it out would change anything. */
export function countActs({ counts }: RevertResource): number {
  return counts.action.restore + counts.action.delete + counts.action.recreate;
}

/** What a revert would do, memory by memory, with the reason of those that stay. */
export function renderPlan(
  revert: RevertResource,
  items: readonly RevertItemResource[],
  paint: Paint,
): string {
  const rows = items.map(({ action, memory_path: path, memory_id: id, error_code: why }) => {
    const [words, tone] = acts[action];
    return [paint(tone, words), toPrintable(path ?? id), why?.replaceAll('_', ' ') ?? ''];
  });
  const total = countOf(items.length, 'memory', 'memories');
  const sentence = `${revert.subject.type.replace('_', ' ')} ${revert.subject.id} wrote ${total}: ${countActs(revert)} would change.`;
  const table =
    rows.length === 0 ? '' : `\n${renderTable([{ title: '' }, { title: '' }, { title: '' }], rows)}\n`;
  return `${sentence}\n${table}`;
}

/** What came of it. */
export function describeOutcome({ id, status, counts: { outcome } }: RevertResource): string {
  const parts = [
    `${countOf(outcome.done, 'memory', 'memories')} reverted`,
    outcome.skipped > 0 && `${outcome.skipped} left as they are`,
    outcome.failed > 0 && `${outcome.failed} failed`,
    outcome.pending > 0 && `${outcome.pending} not touched`,
  ].filter((part) => typeof part === 'string');
  const undo = outcome.done > 0 ? ` Undo it with "palimpsest revert ${id}".` : '';
  const stop =
    status === 'stopped'
      ? ' It stopped, because a memory was written meanwhile: look at it, then plan again.'
      : '';
  return `${parts.join(', ')}.${stop}${undo}\n`;
}
