import type { MergeResource } from '@/lib/history/schema';

export type MergeChunk = MergeResource['chunks'][number];
export type Conflict = Extract<MergeChunk, { kind: 'conflict' }>;

/** What to put in the place of a conflict. */
export type Choice = { take: 'ours' | 'theirs' | 'both' } | { take: 'edit'; text: string };
/** By the chunk's place among all of them. */
export type Choices = Readonly<Record<number, Choice>>;

/** Theirs stands in the memory already, so it comes first. A line feed keeps the two from running into one line. */
function joinBoth({ ours, theirs }: Conflict): string {
  const needsLineEnd = theirs !== '' && ours !== '' && !theirs.endsWith('\n');
  return theirs + (needsLineEnd ? '\n' : '') + ours;
}

/** The text that a choice puts in the place of a conflict. */
export function resolveConflict(conflict: Conflict, choice: Choice): string {
  if (choice.take === 'edit') return choice.text;
  return choice.take === 'both' ? joinBoth(conflict) : conflict[choice.take];
}

/** How many conflicts still wait for a choice. */
export function countOpen(chunks: readonly MergeChunk[], choices: Choices): number {
  return chunks.filter((chunk, index) => chunk.kind === 'conflict' && !choices[index]).length;
}

/** The whole text with every choice in its place; null while one is missing. */
export function mergedText(chunks: readonly MergeChunk[], choices: Choices): string | null {
  if (countOpen(chunks, choices) > 0) return null;
  const textOf = (chunk: MergeChunk, index: number) =>
    chunk.kind === 'merged' ? chunk.text : resolveConflict(chunk, choices[index]!);
  return chunks.map(textOf).join('');
}
