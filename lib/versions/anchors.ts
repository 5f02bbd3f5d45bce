import type { Range } from './middle-snake';

export type Anchor = { before: number; after: number };

/**
 * Pairs of equal elements that occur exactly once on either side of a range, as many as can stand in the same order on both:
 * the longest rising run of their places, found by patience sorting.
 */
export function anchorsOf(before: Int32Array, after: Int32Array, range: Range): Anchor[] {
  const old = before.subarray(range.beforeStart, range.beforeEnd);
  const fresh = after.subarray(range.afterStart, range.afterEnd);
  const { lowest, highest } = boundsOf(old);
  const inOld = placesOf(old, lowest, highest);
  const inFresh = placesOf(fresh, lowest, highest);
  const pairs: Anchor[] = [];
  for (let place = 0; place < old.length; place += 1) {
    const element = (old[place] ?? 0) - lowest;
    const other = inFresh[element] ?? absent;
    if (inOld[element] === repeated || other === repeated || other === absent) continue;
    pairs.push({ before: range.beforeStart + place, after: range.afterStart + other - 1 });
  }
  return longestRising(pairs);
}

const absent = 0;
const repeated = -1;

function boundsOf(sequence: Int32Array): { lowest: number; highest: number } {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const element of sequence) {
    if (element < lowest) lowest = element;
    if (element > highest) highest = element;
  }
  return { lowest, highest };
}

/** For each element between the bounds its place, counted from 1, or that it is absent or repeated. */
function placesOf(sequence: Int32Array, lowest: number, highest: number): Int32Array {
  const places = new Int32Array(highest - lowest + 1);
  for (let index = 0; index < sequence.length; index += 1) {
    const element = sequence[index] ?? 0;
    if (element < lowest || element > highest) continue;
    places[element - lowest] = places[element - lowest] === absent ? index + 1 : repeated;
  }
  return places;
}

/** The pairs come with `before` rising; the result rises in `after` too. */
function longestRising(pairs: readonly Anchor[]): Anchor[] {
  const tops: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [index, pair] of pairs.entries()) {
    const pile = findPile(pairs, tops, pair.after);
    previous[index] = tops[pile - 1] ?? -1;
    tops[pile] = index;
  }
  const run: Anchor[] = [];
  for (let index = tops.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair) run.push(pair);
  }
  return run.toReversed();
}

/** The first pile whose top lies further on in `after`. */
function findPile(pairs: readonly Anchor[], tops: readonly number[], after: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const top = pairs[tops[middle] ?? -1];
    if (top && top.after < after) low = middle + 1;
    else high = middle;
  }
  return low;
}
