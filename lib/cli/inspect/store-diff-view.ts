import type { StoreChangeResource, StoresDiffResource } from '@/lib/history/schema';

import { toPrintable } from './printable';
import type { Paint, Tone } from './style';
import { renderTable } from './table';
import { countOf, formatChange, formatSize } from './words';

const glyphs: Record<StoreChangeResource['change'], [string, Tone]> = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  changed: ['~', 'yellow'],
  moved: ['>', 'blue'],
  moved_and_changed: ['>', 'yellow'],
};

/** A sentence of counts, then one line a memory. */
export function renderStoresDiff(diff: StoresDiffResource, paint: Paint): string {
  const rows = diff.data.map(({ change, from, to }) => {
    const [glyph, tone] = glyphs[change];
    return [
      paint(tone, `${glyph} ${change.replaceAll('_', ' ')}`),
      toPrintable(pathsOf(from?.path ?? null, to?.path ?? null)),
      formatSize((to ?? from)?.content_size_bytes ?? null),
      formatChange(to?.content_size_bytes ?? null, from?.content_size_bytes ?? null),
    ];
  });
  const columns = [
    { title: '' },
    { title: '' },
    { title: '', align: 'right' as const },
    { title: '', align: 'right' as const },
  ];
  const table = rows.length === 0 ? '' : `\n${renderTable(columns, rows)}\n`;
  return `${describeCounts(diff)}\n${table}`;
}

function describeCounts({ counts, from, to }: StoresDiffResource): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const span = `Between ${from.at} and ${to.at}`;
  if (total === 0) return `${span} nothing changed.`;
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind.replaceAll('_', ' ')}`);
  return `${span}: ${countOf(total, 'memory', 'memories')}, of which ${parts.join(', ')}.`;
}

function pathsOf(from: string | null, to: string | null): string {
  if (from !== null && to !== null && from !== to) return `${from} -> ${to}`;
  return to ?? from ?? '(no path left)';
}
