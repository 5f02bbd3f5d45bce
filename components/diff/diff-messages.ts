import type { BlockWords } from '@/lib/history/word-lines';
import type { DiffSummary, LineHunk } from '@/lib/versions/line-diff';

export type DiffRequest = { before: string; after: string };

/** What the worker sends: first the lines, with such words as were found at once, then the other words as they come. */
export type DiffAnswer = {
  lines?: { hunks: LineHunk[]; summary: DiffSummary; isComplete: boolean };
  /** By the index of the changed block. */
  words: [block: number, words: BlockWords][];
  /** `gave-up`: the time for words was up; the lines stand. */
  status: 'working' | 'done' | 'gave-up';
};
