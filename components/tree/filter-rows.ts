import type { MemoryResource } from '@/lib/memories/schema';

import { folderOf, nameOf } from './rows';
import type { TreeRow } from './rows';

/** What a filter found, as rows without folders. */
export function rowsOfFilter(memories: readonly MemoryResource[], hasMore: boolean): TreeRow[] {
  const rows: TreeRow[] = memories.map((memory, index) => ({
    kind: 'memory',
    key: memory.id,
    depth: 0,
    folder: folderOf(memory.path),
    position: index + 1,
    setSize: hasMore ? null : memories.length,
    name: nameOf(memory.path),
    memory,
  }));
  return hasMore ? [...rows, { kind: 'gap', key: 'after', depth: 0, folder: '/', side: 'after' }] : rows;
}

export type Part = { text: string; isMatch: boolean };

/** A text in parts, those that are the query in any case apart from the others. */
export function markParts(text: string, query: string): Part[] {
  const [haystack, needle] = [text.toLowerCase(), query.toLowerCase()];
  // Where lower case is of another length, positions would not fit the text.
  if (needle === '' || haystack.length !== text.length) return [{ text, isMatch: false }];
  const parts: Part[] = [];
  let at = 0;
  for (let found = haystack.indexOf(needle); found !== -1; found = haystack.indexOf(needle, at)) {
    if (found > at) parts.push({ text: text.slice(at, found), isMatch: false });
    parts.push({ text: text.slice(found, found + needle.length), isMatch: true });
    at = found + needle.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMatch: false });
  return parts;
}
