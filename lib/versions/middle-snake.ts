/** A stretch of two sequences; the ends are excluded. */
export type Range = { beforeStart: number; beforeEnd: number; afterStart: number; afterEnd: number };

/** A point through which a path from `before` to `after` leads, counted from the start of the range. */
export type Split = { before: number; after: number; isShortest: boolean };

/**
 * The furthest distance that one search walks from either end. The work of a search grows with its square: this much
 * is a few milliseconds, and whoever edits by hand stays far below it.
 */
const maxDistance = 512;

/**
 * One direction of the search. `reach[diagonal + origin]` is how much of `before` the furthest path on a diagonal has used,
 * where a diagonal is elements of `before` used minus elements of `after` used.
 */
type Frontier = { reach: Int32Array; origin: number; step: 1 | -1; beforeFirst: number; afterFirst: number };

type Search = { before: Int32Array; after: Int32Array; beforeLength: number; afterLength: number };

/**
 * Divides a range on a shortest edit script, in space linear in its length: Myers 1986, "An O(ND) difference algorithm and its
 * variations", section 4b. The range must not be empty on either side, nor begin or end with an equal pair, so that both parts
 * are smaller than it.
 *
 * Beyond `maxDistance` it divides where the search got furthest and says that this may not be the shortest, as GNU diff does. Null
 * when time ran out.
 */
export function findSplit(
  before: Int32Array,
  after: Int32Array,
  { range, isOutOfTime }: { range: Range; isOutOfTime: () => boolean },
): Split | null {
  const beforeLength = range.beforeEnd - range.beforeStart;
  const afterLength = range.afterEnd - range.afterStart;
  const search = { before, after, beforeLength, afterLength };
  const forward = frontierOf(search, {
    step: 1,
    beforeFirst: range.beforeStart,
    afterFirst: range.afterStart,
  });
  const backward = frontierOf(search, {
    step: -1,
    beforeFirst: range.beforeEnd - 1,
    afterFirst: range.afterEnd - 1,
  });
  const isOdd = (beforeLength - afterLength) % 2 !== 0;
  for (let distance = 0; distance <= maxDistance; distance += 1) {
    if (isOutOfTime()) return null;
    const ahead = advance(search, forward, { distance, meets: isOdd ? backward : null });
    if (ahead) return { ...ahead, isShortest: true };
    const behind = advance(search, backward, { distance, meets: isOdd ? null : forward });
    if (behind) {
      return {
        before: beforeLength - behind.before,
        after: afterLength - behind.after,
        isShortest: true,
      };
    }
  }
  return furthestPoint(search, forward);
}

function frontierOf(
  { beforeLength, afterLength }: Search,
  direction: Pick<Frontier, 'step' | 'beforeFirst' | 'afterFirst'>,
): Frontier {
  const lowest = Math.min(afterLength, maxDistance);
  const highest = Math.min(beforeLength, maxDistance);
  const origin = lowest + 1;
  const reach = new Int32Array(origin + highest + 2);
  // No path comes from beyond the outermost diagonals.
  reach[0] = -1;
  reach[origin + highest + 1] = -1;
  return { reach, origin, ...direction };
}

/** Walks one edit further on every diagonal. A point where the path touches the opposite search ends both. */
function advance(
  search: Search,
  frontier: Frontier,
  { distance, meets }: { distance: number; meets: Frontier | null },
): { before: number; after: number } | null {
  const { before, after, beforeLength, afterLength } = search;
  const { reach, origin, step, beforeFirst, afterFirst } = frontier;
  const opposite = step === 1 ? distance - 1 : distance;
  const lowest = -distance + 2 * Math.max(0, distance - afterLength);
  const highest = distance - 2 * Math.max(0, distance - beforeLength);
  for (let diagonal = lowest; diagonal <= highest; diagonal += 2) {
    const fromBelow = reach[origin + diagonal - 1] ?? -1;
    const fromAbove = reach[origin + diagonal + 1] ?? -1;
    const isInsertion = diagonal === -distance || (diagonal !== distance && fromBelow < fromAbove);
    let x = isInsertion ? fromAbove : fromBelow + 1;
    let y = x - diagonal;
    while (
      x < beforeLength &&
      y < afterLength &&
      before[beforeFirst + x * step] === after[afterFirst + y * step]
    ) {
      x += 1;
      y += 1;
    }
    reach[origin + diagonal] = x;
    const mirrored = beforeLength - afterLength - diagonal;
    if (meets === null || Math.abs(mirrored) > opposite) continue;
    if (x + (meets.reach[meets.origin + mirrored] ?? -1) >= beforeLength) return { before: x, after: y };
  }
  return null;
}

function furthestPoint({ beforeLength, afterLength }: Search, { reach, origin }: Frontier): Split | null {
  let best: Split | null = null;
  const parity = maxDistance % 2;
  for (let index = 1; index < reach.length - 1; index += 1) {
    const x = reach[index] ?? -1;
    const y = x - (index - origin);
    const isVisited = Math.abs(index - origin) % 2 === parity;
    if (!isVisited || x > beforeLength || y < 0 || y > afterLength || x + y === 0) continue;
    if (!best || x + y > best.before + best.after) best = { before: x, after: y, isShortest: false };
  }
  return best;
}
