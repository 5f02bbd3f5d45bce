import fc from 'fast-check';
import { expect, test } from 'vitest';

import { foldText, foldWithOrigin } from './fold';

const wellFormed = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed());

test('the fold of two texts is that of the whole', () => {
  fc.assert(
    fc.property(wellFormed, wellFormed, (a, b) => {
      expect(foldText(a + b)).toBe(foldText(a) + foldText(b));
    }),
  );
});

test('a fold has at least as many code points as its text, and none that a text column refuses', () => {
  fc.assert(
    fc.property(wellFormed, (text) => {
      const folded = foldText(text);
      expect([...folded].length).toBeGreaterThanOrEqual([...text].length);
      expect(folded).not.toContain('\0');
      expect(folded.isWellFormed()).toBe(true);
    }),
  );
});

test('each unit of a fold knows the code point that it comes from', () => {
  fc.assert(
    fc.property(wellFormed, (text) => {
      const { text: folded, starts, ends } = foldWithOrigin(text);
      const origins = new Set([...starts].map((start, index) => `${start}-${ends[index]}`));
      expect(folded).toBe(foldText(text));
      expect(origins.size).toBe([...text].length);
      expect([...starts]).toEqual([...starts].toSorted((a, b) => a - b));
    }),
  );
});

test.each([
  ['STRASSE', 'straße'],
  ['İstanbul', 'i\u0307stanbul'],
  ['ﬁn', 'FIN'],
  ['ΣΟΦΟΣ', 'σοφος'],
  ['한글', '\u1112\u1161\u11ab\u1100\u1173\u11af'],
])('%s reads like %s', (a, b) => {
  expect(foldText(a)).toBe(foldText(b));
});
