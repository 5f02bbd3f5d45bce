import { expect, test } from 'vitest';

import { cut, toPrintable, toPrintableText, widthOf } from './printable';
import { paintColour } from './style';

test('what would steer a terminal is shown, not sent', () => {
  expect(toPrintable('a\u001B[2Jb\u007F\u202Ec\n')).toBe('a␛[2Jb␡<U+202E>c␊');
  expect(toPrintable('\u009B31m\u200B')).toBe('<U+009B>31m<U+200B>');
});

test('a text keeps its lines and tabs', () => {
  expect(toPrintableText('a\tb\r\n\u001Bc')).toBe('a\tb␍\n␛c');
});

test.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['🙂', 2],
  [paintColour('red', 'abc'), 3],
])('%s is %i columns wide', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('a text that is too wide is cut with an ellipsis, never in the middle of a wide character', () => {
  expect([cut('abcdef', 6), cut('abcdefg', 6), cut('日本語', 4)]).toEqual(['abcdef', 'abcde…', '日…']);
});
