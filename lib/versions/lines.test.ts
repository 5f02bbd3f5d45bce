import fc from 'fast-check';
import { expect, test } from 'vitest';

import { arbitraryText } from '@/lib/testing/arbitrary-texts';

import { createLineTable, splitLines } from './lines';

test.each([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a\n']],
  ['\n\n', ['\n', '\n']],
  ['a\r\nb\rc\nd', ['a\r\n', 'b\r', 'c\n', 'd']],
  ['\r\r\n\n\r', ['\r', '\r\n', '\n', '\r']],
  ['a\u2028b\vc', ['a\u2028b\vc']],
])('splits %j at its line ends', (text, lines) => expect(splitLines(text)).toEqual(lines));

test('lines joined are the text, and each has one line end, which is its last', () => {
  fc.assert(
    fc.property(arbitraryText, (text) => {
      const lines = splitLines(text);
      expect(lines.join('')).toBe(text);
      for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[^\r\n]*(?:\r\n|\r|\n)$/);
      expect(lines.at(-1) ?? 'x').toMatch(/^(?=[^])[^\r\n]*(?:\r\n|\r|\n)?$/);
    }),
  );
});

test('a table numbers every text as if it were the first, whatever it has seen', () => {
  fc.assert(
    fc.property(fc.array(arbitraryText, { maxLength: 6 }), (texts) => {
      const table = createLineTable();
      for (const text of texts) {
        expect(Array.from(table.numberLines(text), table.lineAt)).toEqual(splitLines(text));
      }
    }),
  );
});

test('equal lines have equal numbers, different lines different ones', () => {
  fc.assert(
    fc.property(arbitraryText, arbitraryText, (one, other) => {
      const table = createLineTable();
      const numbers = [...table.numberLines(one), ...table.numberLines(other)];
      const lines = [...splitLines(one), ...splitLines(other)];
      expect(new Set(numbers).size).toBe(new Set(lines).size);
    }),
  );
});
