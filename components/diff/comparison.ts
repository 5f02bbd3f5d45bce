import { blocksOf } from '@/lib/history/diff-layout';
import type { DiffBlock } from '@/lib/history/diff-layout';
import type { LinePart } from '@/lib/history/word-lines';
import type { DiffSummary } from '@/lib/versions/line-diff';

import type { DiffAnswer, DiffRequest } from './diff-messages';

export type LineWords = ReadonlyMap<number, LinePart[]>;

export type ComparedTexts = {
  blocks: DiffBlock[];
  summary: DiffSummary;
  isComplete: boolean;
  /** The parts of lines by their number, on either side; whole lines are absent. */
  words: { before: LineWords; after: LineWords };
  status: DiffAnswer['status'];
};

/** Two texts that a worker compares, from the first request for it on. */
export type Comparison = {
  readonly before: string;
  readonly after: string;
  /** What is known so far. */
  found: ComparedTexts | null;
  hasFailed: boolean;
  /** Told of whatever is found after it was set. */
  onChange: (() => void) | null;
  /** Without it nothing more comes. */
  end: () => void;
};

let spare: Worker | null = null;
let atWork = 0;

function startWorker(): Worker {
  return new Worker(new URL('./diff-worker.ts', import.meta.url));
}

/** Starts the worker, so that a comparison that is likely need not wait for it. */
export function warmDiffWorker(): void {
  if (atWork === 0) spare ??= startWorker();
}

function takeWorker(): Worker {
  const taken = spare ?? startWorker();
  spare = null;
  atWork += 1;
  return taken;
}

/** One that is in the midst of a comparison can only be ended. */
function putBack(worker: Worker, isFree: boolean): void {
  atWork -= 1;
  worker.onmessage = null;
  if (isFree && spare === null) spare = worker;
  else worker.terminate();
}

function addAnswer(known: ComparedTexts | null, { lines, words, status }: DiffAnswer): ComparedTexts | null {
  const found = lines ? { ...lines, blocks: blocksOf(lines.hunks) } : known;
  if (!found) return null;
  const before = new Map(known?.words.before);
  const after = new Map(known?.words.after);
  for (const [index, sides] of words) {
    const block = found.blocks[index];
    for (const [line, parts] of sides.before.entries())
      if (block && parts) before.set(block.beforeStart + line, parts);
    for (const [line, parts] of sides.after.entries())
      if (block && parts) after.set(block.afterStart + line, parts);
  }
  const { blocks, summary, isComplete } = found;
  return { blocks, summary, isComplete, words: { before, after }, status };
}

function begin(before: string, after: string): Comparison {
  const worker = takeWorker();
  let isOver = false;
  const end = () => {
    if (!isOver) putBack(worker, comparison.found !== null && comparison.found.status !== 'working');
    isOver = true;
  };
  const comparison: Comparison = { before, after, found: null, hasFailed: false, onChange: null, end };
  worker.onmessage = ({ data }: MessageEvent<DiffAnswer>) => {
    comparison.found = addAnswer(comparison.found, data);
    comparison.onChange?.();
  };
  worker.onerror = () => {
    comparison.hasFailed = true;
    comparison.onChange?.();
  };
  worker.postMessage({ before, after } satisfies DiffRequest);
  return comparison;
}

let expected: Comparison | null = null;

function findExpected(before: string, after: string): Comparison | null {
  return expected?.before === before && expected.after === after ? expected : null;
}

/** Begins with a comparison that somebody is about to ask for. Only the last one that was expected is kept. */
export function expectComparison(before: string, after: string): void {
  if (findExpected(before, after)) return;
  expected?.end();
  expected = begin(before, after);
}

/** The comparison of two texts, which may be under way already. Whoever takes it ends it. */
export function takeComparison(before: string, after: string): Comparison {
  const taken = findExpected(before, after);
  if (!taken) return begin(before, after);
  expected = null;
  return taken;
}
