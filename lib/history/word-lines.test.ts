import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffWords } from '@/lib/versions/word-diff';

import { splitWords } from './word-lines';

const blocks = fc
  .array(fc.constantFrom('one two three\n', 'one 2 three\n', 'one two\n', 'four\n'), { maxLength: 8 })
  .map((lines) => lines.join(''));

test('each line has its parts, and they are the line', () => {
  fc.assert(
    fc.property(blocks, blocks, (before, after) => {
      const words = splitWords(diffWords(before, after).segments);
      const linesOf = (text: string) => text.match(/.*\n/g) ?? [];
      expect(words.before).toHaveLength(linesOf(before).length);
      expect(words.after).toHaveLength(linesOf(after).length);
      for (const [index, parts] of words.after.entries()) {
        const text = parts?.map((part) => part.text).join('') ?? linesOf(after)[index];
        expect(text).toBe(linesOf(after)[index]);
      }
    }),
  );
});

test('one changed word is marked on either side', () => {
  const words = splitWords(diffWords('keep the old value\n', 'keep the new value\n').segments);
  expect(words.before[0]?.filter((part) => part.isChanged)).toEqual([{ text: 'old', isChanged: true }]);
  expect(words.after[0]?.filter((part) => part.isChanged)).toEqual([{ text: 'new', isChanged: true }]);
});

test('a line that was rewritten has no marks', () => {
  const words = splitWords(diffWords('alpha beta gamma delta\n', 'alpha one two three four five\n').segments);
  expect(words.after).toEqual([null]);
});
