import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mergeTexts } from '@/lib/versions/merge';

import { countOpen, mergedText, resolveConflict } from './merge-choices';
import type { Choices } from './merge-choices';

const text = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n'), { maxLength: 8 })
  .map((lines) => lines.join(''));
const texts = fc.record({ base: text, ours: text, theirs: text });

function chunksOf(sides: { base: string; ours: string; theirs: string }) {
  const merge = mergeTexts(sides);
  return merge.kind === 'clean' ? [{ kind: 'merged' as const, text: merge.text }] : merge.chunks;
}

describe('a merge', () => {
  test('is no text before every conflict has its choice', () => {
    fc.assert(
      fc.property(texts, (sides) => {
        const chunks = chunksOf(sides);
        const conflicts = chunks.filter(({ kind }) => kind === 'conflict').length;
        expect(countOpen(chunks, {})).toBe(conflicts);
        expect(mergedText(chunks, {}) === null).toBe(conflicts > 0);
      }),
    );
  });

  test('of edits that took away nothing keeps every line of both when both are kept', () => {
    fc.assert(
      fc.property(text, text, (ours, theirs) => {
        const chunks = chunksOf({ base: '', ours, theirs });
        const choices: Choices = Object.fromEntries(
          chunks.map((_, index) => [index, { take: 'both' as const }]),
        );
        const merged = mergedText(chunks, choices) ?? '';
        for (const line of [...ours.split('\n'), ...theirs.split('\n')]) expect(merged).toContain(line);
      }),
    );
  });

  test.each([
    ['ours', 'mine'],
    ['theirs', 'yours'],
    ['both', 'yours\nmine'],
  ] as const)('takes %s', (take, expected) => {
    const conflict = { kind: 'conflict' as const, base: 'b', ours: 'mine', theirs: 'yours' };
    expect(resolveConflict(conflict, { take })).toBe(expected);
  });

  test('takes what was typed instead', () => {
    const chunks = [{ kind: 'conflict' as const, base: '', ours: 'x', theirs: 'y' }];
    expect(mergedText(chunks, { 0: { take: 'edit', text: 'z' } })).toBe('z');
  });
});
