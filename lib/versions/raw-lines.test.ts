import fc from 'fast-check';
import { expect, test } from 'vitest';

import { toRawLines } from './raw-lines';

test('the lines of a text are its characters, whatever they are', () => {
  const long = fc.integer({ min: 1, max: 1200 }).map((length) => '🌍x'.repeat(length));
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\r\n', '\0'), long);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const text = pieces.join('');
      const lines = toRawLines(text);
      const again = lines.map((line, index) => (line.number !== null && index > 0 ? '\n' : '') + line.text);
      expect(again.join('')).toBe(text);
      expect(lines.every((line) => line.text.length <= 2001 && line.text.isWellFormed())).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('lines are counted from one, and a long one once', () => {
  expect(toRawLines(`${'a'.repeat(2500)}\nb`).map((line) => line.number)).toEqual([1, null, 2]);
});
