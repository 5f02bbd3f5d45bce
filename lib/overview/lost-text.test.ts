import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { measureLoss } from './lost-text';

const never = () => false;
const lossOf = (before: string, after: string) => measureLoss(before, after, never);

describe('measureLoss', () => {
  test.each([
    ['nothing of a text that stays', 'one\ntwo\n', 'one\ntwo\n', 0],
    ['nothing where text is added', 'one\ntwo\n', 'one\nand a half\ntwo\nthree\n', 0],
    ['nothing where lines are moved', 'one\ntwo\nthree\n', 'three\none\ntwo\n', 0],
    ['nothing of an empty text', '', 'one\n', 0],
    ['all of a text that goes', 'one\ntwo\n', '', 1],
    ['all of a text that gives way to another of the same size', 'xxxx\nyyyy', 'aaaa\nbbbb', 1],
    [
      'the words that went, not the whole line',
      'ten words, all of them here but one\n',
      'ten words, all of them here but two\n',
      3 / 36,
    ],
    ['half', 'first\nother\n', 'first\n', 0.5],
  ])('tells %s', (_, before, after, share) => {
    expect(lossOf(before, after).share).toBeCloseTo(share, 1);
  });

  test('counts bytes, not characters', () => {
    expect(lossOf('æøå\nkept\n', 'kept\n')).toEqual({ bytes: 7, share: 7 / 12 });
  });

  test('is never less than what the text shrank by, nor more than it was', () => {
    const lines = fc.array(fc.constantFrom('alpha', 'beta gamma', '', 'delta', 'a b c'), { maxLength: 12 });
    const text = lines.map((each) => each.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { bytes, share } = lossOf(before, after);
        expect(bytes).toBeGreaterThanOrEqual(before.length - after.length);
        expect(bytes).toBeLessThanOrEqual(before.length);
        expect(share).toBe(before === '' ? 0 : bytes / before.length);
      }),
    );
  });

  test('counts as lost what there was no time to compare', () => {
    const { share } = measureLoss('a b\nc d\n', 'c d\na b\n', () => true);
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  });
});
