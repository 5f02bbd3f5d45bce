'use client';

import { startTransition, useLayoutEffect, useState } from 'react';

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

type State = { before: string; after: string; found: ComparedTexts | null; hasFailed: boolean };

/** Compares two texts in a worker, which tells the lines first and the words when it has them. */
export function useTextDiff(before: string, after: string): Pick<State, 'found' | 'hasFailed'> {
  const [state, setState] = useState<State>({ before, after, found: null, hasFailed: false });
  // Before the page is painted: the worker begins while that goes on.
  useLayoutEffect(
    function compareInWorker() {
      const worker = takeWorker();
      let isFree = false;
      let found: ComparedTexts | null = null;
      worker.onmessage = ({ data }: MessageEvent<DiffAnswer>) => {
        found = addAnswer(found, data);
        isFree = data.status !== 'working';
        // Many rows come at once: drawn in slices, they leave room for whoever scrolls or types meanwhile.
        startTransition(() => setState({ before, after, found, hasFailed: false }));
      };
      worker.onerror = () => setState({ before, after, found, hasFailed: true });
      worker.postMessage({ before, after } satisfies DiffRequest);
      return () => {
        worker.onmessage = null;
        putBack(worker, isFree);
      };
    },
    [before, after],
  );
  const isPresent = state.before === before && state.after === after;
  return isPresent ? state : { found: null, hasFailed: false };
}
