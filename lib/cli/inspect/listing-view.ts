import type { MemoryResource, PrefixResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { toPrintable } from './printable';
import type { Paint, Tone } from './style';
import { renderTable } from './table';
import { countOf, formatSize } from './words';

export type Entry = { path: string; size: number | null; notes: string };
type State = { glyph: string; word: string; tone: Tone };

/** What agents are served of a memory; a glyph and a word, so that colour alone says nothing. */
export function statesOf({ governance }: MemoryResource): State[] {
  if (!governance) return [];
  const withheld = governance.withheld.map((word): State => ({ glyph: '○', word, tone: 'yellow' }));
  const isBehind = withheld.length === 0 && governance.served_version_id !== governance.head_version_id;
  const served: State = isBehind
    ? { glyph: '◐', word: 'serving an earlier version', tone: 'yellow' }
    : { glyph: '●', word: 'served', tone: 'green' };
  const locked: State[] = governance.locked_at === null ? [] : [{ glyph: '■', word: 'locked', tone: 'blue' }];
  return [...(withheld.length > 0 ? withheld : [served]), ...locked];
}

export function entryOfMemory(memory: MemoryResource, paint: Paint): Entry {
  const notes = statesOf(memory).map(({ glyph, word, tone }) => paint(tone, `${glyph} ${word}`));
  return { path: memory.path, size: memory.content_size_bytes, notes: notes.join('  ') };
}

/** One level of a folder: names, folders with a slash. */
export function renderFolder(
  items: readonly (MemoryResource | PrefixResource)[],
  options: { folder: string; paint: Paint },
): string {
  const { folder, paint } = options;
  const rows = items.map((item) => {
    const name = toPrintable(item.path.slice(folder.length));
    if (item.type === 'memory_prefix') return [paint('blue', name), '', ''];
    const { size, notes } = entryOfMemory(item, paint);
    return [name, formatSize(size), notes];
  });
  return `${rows.length === 0 ? 'There is nothing here.' : renderTable(columns, rows)}\n`;
}
const columns = [{ title: '' }, { title: '', align: 'right' as const }, { title: '' }];

/** Everything below a folder as a tree. Entries come in the order of their paths. */
export function renderTree(entries: readonly Entry[], options: { folder: string; paint: Paint }): string {
  if (entries.length === 0) return 'There is nothing here.\n';
  const rows = branch(entries, { depth: options.folder.length, indent: '', paint: options.paint });
  const bytes = entries.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const total = `${countOf(entries.length, 'memory', 'memories')}, ${formatSize(bytes)}`;
  return `${toPrintable(options.folder)}\n${renderTable(columns, rows)}\n\n${total}\n`;
}

type Level = { depth: number; indent: string; paint: Paint };

function branch(entries: readonly Entry[], level: Level): string[][] {
  const groups = groupByName(entries, level.depth);
  return [...groups].flatMap(([name, below], index) => {
    const isLast = index === groups.size - 1;
    const twig = `${level.indent}${isLast ? '└─ ' : '├─ '}`;
    const label = toPrintable(name);
    if (!name.endsWith('/'))
      return below.map(({ size, notes }) => [`${twig}${label}`, formatSize(size), notes]);
    const deeper = {
      ...level,
      depth: level.depth + name.length,
      indent: `${level.indent}${isLast ? '   ' : '│  '}`,
    };
    return [[`${twig}${level.paint('blue', label)}`, '', ''], ...branch(below, deeper)];
  });
}

function nextName(path: string, depth: number): string {
  const end = path.indexOf('/', depth);
  return end === -1 ? path.slice(depth) : path.slice(depth, end + 1);
}

export function entryOfVersion(version: VersionResource, notes: string): Entry {
  return { path: version.path ?? '', size: version.content_size_bytes, notes };
}

function groupByName(entries: readonly Entry[], depth: number): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = nextName(entry.path, depth);
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return groups;
}
