import fc from 'fast-check';
import { expect, test } from 'vitest';

import { arbitraryText } from '@/lib/testing/arbitrary-texts';

import { createByteLineTable } from './byte-lines';
import { splitLines } from './lines';

const arbitraryTexts = fc.array(
  arbitraryText.map((text) => text.toWellFormed()),
  { maxLength: 6 },
);

test('a table numbers every text as if it were the first, whatever it has seen', () => {
  fc.assert(
    fc.property(arbitraryTexts, (texts) => {
      const table = createByteLineTable();
      for (const text of texts) {
        expect(Array.from(table.numberLines(Buffer.from(text)), table.lineAt)).toEqual(splitLines(text));
      }
    }),
    { numRuns: 1000 },
  );
});

test('also of long texts that differ in the middle, and grow and shrink', () => {
  const line = fc.constantFrom('a', 'é', 'a line that is rather long\n', '\r\n', '\r', '\n', 'x'.repeat(700));
  const lines = fc.array(line, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(lines, lines, fc.array(lines, { maxLength: 5 }), (start, end, middles) => {
      const table = createByteLineTable();
      for (const middle of middles) {
        const text = start.repeat(3) + middle + end.repeat(3);
        expect(Array.from(table.numberLines(Buffer.from(text)), table.lineAt)).toEqual(splitLines(text));
      }
    }),
  );
});

test('equal lines have equal numbers, different lines different ones', () => {
  fc.assert(
    fc.property(arbitraryTexts, (texts) => {
      const table = createByteLineTable();
      const numbers = texts.flatMap((text) => [...table.numberLines(Buffer.from(text))]);
      expect(new Set(numbers).size).toBe(new Set(texts.flatMap(splitLines)).size);
    }),
  );
});
