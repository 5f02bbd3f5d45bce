import type { MemoryResource } from '@/lib/memories/schema';

import type { TreeRow } from './rows';

/** The memories that are selected, by id. They stay selected while they scroll out of sight. */
export type Picked = ReadonlyMap<string, MemoryResource>;

export const nothingPicked: Picked = new Map();

/** As many as are acted on in one go; each act is recorded memory by memory. */
export const maxPicked = 10_000;

export function pickAll(picked: Picked, memories: readonly MemoryResource[]): Picked {
  const next = new Map(picked);
  for (const memory of memories) {
    if (next.size >= maxPicked) break;
    next.set(memory.id, memory);
  }
  return next;
}

export function unpick(picked: Picked, ids: Iterable<string>): Picked {
  const next = new Map(picked);
  for (const id of ids) next.delete(id);
  return next;
}

export function togglePicked(picked: Picked, memory: MemoryResource): Picked {
  return picked.has(memory.id) ? unpick(picked, [memory.id]) : pickAll(picked, [memory]);
}

/** The memories in sight from one row to another, whichever comes first. Rows are named by their keys. */
export function memoriesBetween(
  rows: readonly TreeRow[],
  oneKey: string,
  otherKey: string,
): MemoryResource[] {
  const one = rows.findIndex((row) => row.key === oneKey);
  const other = rows.findIndex((row) => row.key === otherKey);
  if (other === -1) return [];
  const from = one === -1 ? other : Math.min(one, other);
  const to = one === -1 ? other : Math.max(one, other);
  return rows.slice(from, to + 1).flatMap((row) => (row.kind === 'memory' ? [row.memory] : []));
}
