import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cutAtMarks, findMarks } from './marks';

describe('what was found in a text', () => {
  test('stands apart from the rest, wherever it is', () => {
    expect(cutAtMarks('ab cd ab', findMarks('ab cd ab', 'AB'))).toEqual([
      { start: 0, text: 'ab', isFound: true },
      { start: 2, text: ' cd ', isFound: false },
      { start: 6, text: 'ab', isFound: true },
    ]);
    expect(cutAtMarks('text', [])).toEqual([{ start: 0, text: 'text', isFound: false }]);
  });

  test('is nowhere where lower case is longer, as positions would not fit', () => {
    expect(findMarks('İstanbul', 'stan')).toEqual([]);
  });

  test('and nothing of the text is lost or doubled', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary', maxLength: 3 }),
        (text, query) => {
          const parts = cutAtMarks(text, findMarks(text, query));
          expect(parts.map((part) => part.text).join('')).toBe(text);
          const found = parts.filter(({ isFound }) => isFound).map((part) => part.text.toLowerCase());
          expect(found).toEqual(found.map(() => query.toLowerCase()));
        },
      ),
    );
  });
});
