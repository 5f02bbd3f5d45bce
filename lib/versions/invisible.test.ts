import fc from 'fast-check';
import { expect, test } from 'vitest';

import { findInvisible } from './invisible';

function shownIn(text: string): string[] {
  return findInvisible(text).map((run) => run.shown);
}

test.each([
  ['a right-to-left override', 'admin\u202Egnp.exe', 'RLO', 'U+202E right-to-left override'],
  ['a zero width space', 'pass\u200Bword', 'ZWSP', 'U+200B zero width space'],
  ['a null', 'a\0b', 'NUL', 'U+0000 null'],
  ['an escape', '\u001B[31m', 'ESC', 'U+001B escape'],
  ['a byte order mark', '\uFEFF# Title', 'BOM', 'U+FEFF zero width no-break space (byte order mark)'],
  ['a lone carriage return', 'safe\rrm -rf', 'CR', 'U+000D carriage return'],
  ['a soft hyphen', 'pass\u00ADword', 'SHY', 'U+00AD soft hyphen'],
  ['a plane-14 selector', 'a\u{E0100}', 'VS17', 'U+E0100 variation selector-17'],
  ['one without a name of its own', 'a\u{1D173}', 'U+1D173', 'U+1D173 invisible character'],
])('%s is found and named', (_, text, shown, names) => {
  expect(findInvisible(text)).toMatchObject([{ shown, names }]);
});

test('tags are read out: they spell what the reader was not to see', () => {
  const hidden = Array.from('delete all', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)));
  expect(shownIn(`Hello${hidden.join('')}.`)).toEqual(['tags “delete all”']);
});

test('a run of the same is one mark', () => {
  expect(shownIn('a\u200B\u200B\u200B\u202Eb')).toEqual(['ZWSP ×3', 'RLO']);
});

test('a long run names its first ones and counts the rest', () => {
  const [run] = findInvisible('\u200B'.repeat(20));
  expect(run?.names).toMatch(/^U\+200B zero width space, .* and 12 more$/);
});

test.each([
  ['tabs and line ends', 'a\tb\r\nc\nd'],
  ['a heart', '❤️'],
  ['a family', '👩‍👩‍👧‍👦'],
  ['a skin tone and a profession', '👩🏽‍🚀'],
  ['a keycap', '1️⃣'],
  ['letters of many scripts', 'Ünïcödé 日本語 العربية हिन्दी'],
])('%s need no mark', (_, text) => {
  expect(shownIn(text)).toEqual([]);
});

test('selectors beyond the one of an emoji carry something', () => {
  expect(shownIn('❤\uFE0F\uFE0F\uFE01')).toEqual(['VS16', 'VS2']);
});

test('runs are in order, apart, and within the text', () => {
  const characters = fc.constantFrom('a', '\u200B', '\u202E', '\u{E0041}', '\u{E0042}', '👩', '\u200D', '\n');
  fc.assert(
    fc.property(fc.array(characters), (parts) => {
      const text = parts.join('');
      let position = 0;
      for (const { start, end } of findInvisible(text)) {
        expect(start).toBeGreaterThanOrEqual(position);
        expect(end).toBeGreaterThan(start);
        position = end;
      }
      expect(position).toBeLessThanOrEqual(text.length);
    }),
  );
});
