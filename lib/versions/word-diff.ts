import { blocksOf, matchSequences } from './sequence-match';
import type { Block } from './sequence-match';

/** Where words were replaced, the removed text comes first. */
export type WordSegment = { kind: 'equal' | 'added' | 'removed'; text: string };

export type WordDiff = {
  segments: WordSegment[];
  /** False when time or effort ran out: the segments are right, but coarser than they could be. */
  isComplete: boolean;
};

/**
 * A word; one letter of a script that writes no spaces between words; or any other character with what belongs to it (accents,
 * skin tones, joined emoji), so that nothing is cut inside a character.
 */
const token =
  /(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}])[\p{L}\p{N}_]\p{M}*)+|\r\n|[^](?:[\p{M}\p{Emoji_Modifier}]|\u200D[^])*/gu;

/**
 * What changed inside one changed hunk, by words. The segments that are not added, joined, are `before` exactly; those that
 * are not removed are `after`. Spaces and punctuation that stayed between two changes belong to the change, so that a rewritten
 * sentence reads as one.
 */
export function diffWords(
  before: string,
  after: string,
  { isOutOfTime }: { isOutOfTime?: () => boolean } = {},
): WordDiff {
  const [old, fresh] = [tokensOf(before), tokensOf(after)];
  const number = createNumbering();
  const { partners, isComplete } = matchSequences(
    Int32Array.from(old, number),
    Int32Array.from(fresh, number),
    isOutOfTime,
  );
  const blocks = joinOverTrivia(blocksOf(partners, fresh.length), old);
  return { segments: blocks.flatMap((block) => segmentsOf(block, old, fresh)), isComplete };
}

function tokensOf(text: string): string[] {
  return text.match(token) ?? [];
}

function createNumbering(): (word: string) => number {
  const numbers = new Map<string, number>();
  return (word) => {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    return number;
  };
}

function joinOverTrivia(blocks: readonly Block[], old: readonly string[]): Block[] {
  const joined: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    const last = joined.at(-1);
    const isTrivial =
      block.isEqual &&
      index < blocks.length - 1 &&
      !old.slice(block.beforeStart, block.beforeEnd).some((word) => /[\p{L}\p{N}\p{S}]/u.test(word));
    if (last && !last.isEqual && (isTrivial || !block.isEqual)) {
      last.beforeEnd = block.beforeEnd;
      last.afterEnd = block.afterEnd;
      continue;
    }
    joined.push({ ...block });
  }
  return joined;
}

function segmentsOf(block: Block, old: readonly string[], fresh: readonly string[]): WordSegment[] {
  const removed = old.slice(block.beforeStart, block.beforeEnd).join('');
  if (block.isEqual) return [{ kind: 'equal', text: removed }];
  const added = fresh.slice(block.afterStart, block.afterEnd).join('');
  const segments: WordSegment[] = [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
  ];
  return segments.filter(({ text }) => text !== '');
}
