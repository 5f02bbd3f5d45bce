import type { VersionResource } from '@/lib/versions/schema';

/** The versions that are ticked for comparison: none, one, or two. */
export type Picked = readonly string[];

const pairSize = 2;

/** Ticks a version or takes its tick away. A third one takes the place of the first. */
export function togglePicked(picked: Picked, id: string): Picked {
  if (picked.includes(id)) return picked.filter((each) => each !== id);
  return [...picked.slice(1 - pairSize), id];
}

/** The two ticked versions, the earlier first; null when there are not two. */
export function pairOf(
  picked: Picked,
  versions: readonly VersionResource[],
): { from: string; to: string } | null {
  const [first, second] = picked;
  if (first === undefined || second === undefined) return null;
  const place = (id: string) => versions.findIndex((version) => version.id === id);
  return place(first) > place(second) ? { from: first, to: second } : { from: second, to: first };
}
