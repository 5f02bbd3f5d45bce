import { expect, test } from 'vitest';

import { Failure } from './failure';
import { spansOfBytes, spansOfLines } from './spans';

const text = 'ä one\r\ntwo\nthree';

test.each([
  ['1', 'ä one'],
  ['2', 'two'],
  ['3', 'three'],
  ['1-2', 'ä one\r\ntwo'],
])('line %s is "%s"', (lines, expected) => {
  const [span] = spansOfLines(text, lines);
  expect(Buffer.from(text).subarray(span?.start_byte, span?.end_byte).toString()).toBe(expected);
});

test('bytes end before the second number', () => {
  expect(spansOfBytes('0-2,4-9')).toEqual([
    { start_byte: 0, end_byte: 2 },
    { start_byte: 4, end_byte: 9 },
  ]);
});

test.each(['0', '4', '2-1', 'x', ''])('"%s" names no lines', (lines) => {
  expect(() => spansOfLines(text, lines)).toThrow(Failure);
});
