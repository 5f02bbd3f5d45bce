import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fromEditable, toEditable } from './editable-text';

const texts = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', 'a', 'é', '🦊', '\0'))
  .map((parts) => parts.join(''));

test('a text box never sees a carriage return', () => {
  fc.assert(fc.property(texts, (content) => !toEditable(content).text.includes('\r')));
});

test('what was not edited is saved as it was, unless its line ends were mixed', () => {
  fc.assert(
    fc.property(texts, (content) => {
      const editable = toEditable(content);
      fc.pre(editable.lineEnds !== 'mixed');
      expect(fromEditable(editable)).toBe(content);
    }),
  );
});

test.each([
  ['a\nb', 'lf'],
  ['no line end', 'lf'],
  ['a\r\nb\r\n', 'crlf'],
  ['a\r\nb\n', 'mixed'],
  ['a\rb', 'mixed'],
  ['a\r\r\nb', 'mixed'],
])('of %j the line ends are %s', (content, lineEnds) => {
  expect(toEditable(content).lineEnds).toBe(lineEnds);
});
