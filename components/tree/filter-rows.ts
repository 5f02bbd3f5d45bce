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
