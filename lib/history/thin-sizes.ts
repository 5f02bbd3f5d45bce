type Sized = { operation: string; content_size_bytes: number | null; is_redacted: boolean };

export const maxPoints = 2000;
/** How many points of one bucket are kept at most. */
const keptOfBucket = 8;

/** Where the size fell most from one known size to the next, as the indices of both; null where it never fell. */
function findSteepestFall(points: readonly Sized[], from: number, to: number): [number, number] | null {
  let before = -1;
  let steepest: { indices: [number, number]; lost: number } | null = null;
  for (let index = from; index < to; index += 1) {
    const size = points[index]?.content_size_bytes ?? null;
    if (size === null) continue;
    const lost = before === -1 ? 0 : (points[before]?.content_size_bytes ?? 0) - size;
    if (lost > (steepest?.lost ?? 0)) steepest = { indices: [before, index], lost };
    before = index;
  }
  return steepest?.indices ?? null;
}

function findExtremes(points: readonly Sized[], from: number, to: number): number[] {
  let smallest = -1;
  let largest = -1;
  const sizeAt = (index: number) => points[index]?.content_size_bytes ?? null;
  for (let index = from; index < to; index += 1) {
    const size = sizeAt(index);
    if (size === null) continue;
    if (smallest === -1 || size < sizeAt(smallest)!) smallest = index;
    if (largest === -1 || size > sizeAt(largest)!) largest = index;
  }
  return smallest === -1 ? [] : [smallest, largest];
}

function keepOfBucket(points: readonly Sized[], from: number, to: number): number[] {
  const findFirst = (is: (point: Sized) => boolean) => {
    const index = points.slice(from, to).findIndex(is);
    return index === -1 ? [] : [from + index];
  };
  return [
    from,
    to - 1,
    ...findExtremes(points, from, to),
    ...(findSteepestFall(points, from, to) ?? []),
    ...findFirst((point) => point.is_redacted),
    ...findFirst((point) => point.operation === 'deleted'),
  ];
}

/**
 * At most `maxPoints` of a memory's versions, in the given order, all of them when there are no more. Runs of as many versions
 * become buckets, and of each its first, last, smallest and largest version are kept (min-max decimation: Jugel et al., M4, VLDB 2014),
 * both ends of its steepest fall, and its first redaction and deletion: no cliff is flattened and no gap is closed.
 */
export function thinSizes<Point extends Sized>(points: readonly Point[]): Point[] {
  if (points.length <= maxPoints) return [...points];
  const buckets = Math.floor(maxPoints / keptOfBucket);
  const kept = new Set<number>();
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = Math.floor((bucket * points.length) / buckets);
    const to = Math.floor(((bucket + 1) * points.length) / buckets);
    for (const index of keepOfBucket(points, from, to)) kept.add(index);
  }
  return points.filter((_, index) => kept.has(index));
}
