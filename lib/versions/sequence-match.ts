import { anchorsOf } from './anchors';
import { findSplit } from './middle-snake';
import type { Range } from './middle-snake';

/** Either a stretch that is equal on both sides, or one where `before` was replaced with `after`. The ends are excluded. */
export type Block = Range & { isEqual: boolean };

export type Matching = {
  /** For each element of `before` the index of its equal in `after`, or -1. The indexes rise. */
  partners: Int32Array;
  /** False when time or effort ran out: the matching is right, but more might have been matched. */
  isComplete: boolean;
};

type Task = Matching & { before: Int32Array; after: Int32Array; isOutOfTime: () => boolean };

export function neverOutOfTime(): boolean {
  return false;
}

/**
 * Matches equal elements of two sequences in order. Common ends first; then elements that occur once on either side hold the
 * match in place (patience diff, Bram Cohen); what remains between them is matched by Myers' shortest edit script, with
 * elements that the other side lacks left out beforehand. Two sequences with nothing in common cost linear time.
 */
export function matchSequences(
  before: Int32Array,
  after: Int32Array,
  isOutOfTime: () => boolean = neverOutOfTime,
): Matching {
  const partners = new Int32Array(before.length).fill(-1);
  const task: Task = { before, after, isOutOfTime, partners, isComplete: true };
  walk(task, (range) => {
    const parts = divideAtAnchors(task, range);
    if (parts.length === 0) matchShortest(task, range);
    return parts;
  });
  return { partners, isComplete: task.isComplete };
}

/** The blocks that lead from `before` to `after`, equal and replaced ones in turn. */
export function blocksOf(partners: Int32Array, afterLength: number): Block[] {
  const blocks: Block[] = [];
  let before = 0;
  let after = 0;
  while (before < partners.length || after < afterLength) {
    const [beforeStart, afterStart] = [before, after];
    while (before < partners.length && partners[before] === after) {
      before += 1;
      after += 1;
    }
    const isEqual = before > beforeStart;
    if (!isEqual) {
      while (before < partners.length && partners[before] === -1) before += 1;
      after = partners[before] ?? afterLength;
    }
    blocks.push({ isEqual, beforeStart, beforeEnd: before, afterStart, afterEnd: after });
  }
  return blocks;
}

export function areSameSequence(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}

function wholeRange(before: Int32Array, after: Int32Array): Range {
  return { beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length };
}

/** Matches the common ends of a range, divides what is left, and goes on with the parts. */
function walk(task: Task, divide: (range: Range) => Range[]): void {
  const pending = [wholeRange(task.before, task.after)];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const rest = matchEnds(task, range);
    if (rest.beforeStart === rest.beforeEnd || rest.afterStart === rest.afterEnd) continue;
    if (task.isOutOfTime()) {
      task.isComplete = false;
      continue;
    }
    for (const part of divide(rest)) pending.push(part);
  }
}

function matchEnds({ before, after, partners }: Task, range: Range): Range {
  let { beforeStart, beforeEnd, afterStart, afterEnd } = range;
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeStart] === after[afterStart]) {
    partners[beforeStart] = afterStart;
    beforeStart += 1;
    afterStart += 1;
  }
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd -= 1;
    afterEnd -= 1;
    partners[beforeEnd] = afterEnd;
  }
  return { beforeStart, beforeEnd, afterStart, afterEnd };
}

/** Parts that each begin with an anchored pair, after the part before the first; none when nothing holds the range. */
function divideAtAnchors({ before, after }: Task, range: Range): Range[] {
  const anchors = anchorsOf(before, after, range);
  if (anchors.length === 0) return [];
  const starts = [{ before: range.beforeStart, after: range.afterStart }, ...anchors];
  return starts.map((start, index) => ({
    beforeStart: start.before,
    beforeEnd: starts[index + 1]?.before ?? range.beforeEnd,
    afterStart: start.after,
    afterEnd: starts[index + 1]?.after ?? range.afterEnd,
  }));
}

function matchShortest(task: Task, range: Range): void {
  const kept = keepShared(task, range);
  const before = Int32Array.from(kept.before, (index) => task.before[index] ?? -1);
  const after = Int32Array.from(kept.after, (index) => task.after[index] ?? -1);
  const partners = new Int32Array(before.length).fill(-1);
  const inner: Task = { before, after, partners, isComplete: true, isOutOfTime: task.isOutOfTime };
  walk(inner, (part) => divideAtSplit(inner, part));
  if (!inner.isComplete) task.isComplete = false;
  for (const [index, partner] of partners.entries()) {
    const place = kept.before[index];
    if (partner !== -1 && place !== undefined) task.partners[place] = kept.after[partner] ?? -1;
  }
}

/** The indexes in a range whose elements occur on both sides of it; the others can have no partner. */
function keepShared({ before, after }: Task, range: Range): { before: number[]; after: number[] } {
  const onBefore = new Set(before.subarray(range.beforeStart, range.beforeEnd));
  const onAfter = new Set(after.subarray(range.afterStart, range.afterEnd));
  const kept: { before: number[]; after: number[] } = { before: [], after: [] };
  for (let index = range.beforeStart; index < range.beforeEnd; index += 1) {
    if (onAfter.has(before[index] ?? -1)) kept.before.push(index);
  }
  for (let index = range.afterStart; index < range.afterEnd; index += 1) {
    if (onBefore.has(after[index] ?? -1)) kept.after.push(index);
  }
  return kept;
}

function divideAtSplit(task: Task, range: Range): Range[] {
  const split = findSplit(task.before, task.after, { range, isOutOfTime: task.isOutOfTime });
  if (!split?.isShortest) task.isComplete = false;
  if (!split) return [];
  const beforeSplit = range.beforeStart + split.before;
  const afterSplit = range.afterStart + split.after;
  return [
    { ...range, beforeEnd: beforeSplit, afterEnd: afterSplit },
    { ...range, beforeStart: beforeSplit, afterStart: afterSplit },
  ];
}
