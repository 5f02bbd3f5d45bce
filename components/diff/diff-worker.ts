import { blocksOf } from '@/lib/history/diff-layout';
import type { DiffBlock } from '@/lib/history/diff-layout';
import { splitWords } from '@/lib/history/word-lines';
import type { BlockWords } from '@/lib/history/word-lines';
import { diffLines } from '@/lib/versions/line-diff';
import { diffWords } from '@/lib/versions/word-diff';

import type { DiffAnswer, DiffRequest } from './diff-messages';

/** A reader waits for the lines, and reads them while the words are looked for. */
const lineTimeMs = 200;
const wordTimeMs = 1000;
const firstAnswerMs = 8;
const answerEveryMs = 150;

type Changed = { index: number; block: DiffBlock; size: number };

function timer(limitMs: number): () => boolean {
  const endMs = performance.now() + limitMs;
  return () => performance.now() > endMs;
}

function send(answer: DiffAnswer): void {
  self.postMessage(answer);
}

/** Blocks in which words can differ, the small ones first: a huge one must not take the time of all others. */
function changedBlocks(blocks: readonly DiffBlock[]): Changed[] {
  const lengthOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length, 0);
  return blocks
    .map((block, index) => ({ index, block, size: lengthOf(block.before) + lengthOf(block.after) }))
    .filter(({ block }) => !block.isEqual && block.before.length > 0 && block.after.length > 0)
    .toSorted((one, other) => one.size - other.size);
}

function compare({ before, after }: DiffRequest): void {
  let lines: DiffAnswer['lines'] = diffLines(before, after, { isOutOfTime: timer(lineTimeMs) });
  let words: [number, BlockWords][] = [];
  let dueMs = performance.now() + firstAnswerMs;
  const isOutOfTime = timer(wordTimeMs);
  const flush = (status: DiffAnswer['status']) => {
    send({ ...(lines && { lines }), words, status });
    lines = undefined;
    words = [];
    dueMs = performance.now() + answerEveryMs;
  };
  // Right behind the lines it would only keep them from being drawn.
  const finish = (status: DiffAnswer['status']) => {
    if (lines) flush(status);
    else setTimeout(flush, dueMs - performance.now(), status);
  };
  const hugeBlock = 4000;
  for (const { index, block, size } of changedBlocks(blocksOf(lines.hunks))) {
    if (performance.now() > dueMs || (lines && size > hugeBlock)) flush('working');
    const found = diffWords(block.before.join(''), block.after.join(''), { isOutOfTime });
    if (isOutOfTime()) {
      finish('gave-up');
      return;
    }
    words.push([index, splitWords(found.segments)]);
  }
  finish('done');
}

self.addEventListener('message', (event: MessageEvent<DiffRequest>) => compare(event.data));
