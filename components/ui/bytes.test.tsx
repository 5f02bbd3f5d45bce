import { expect, test } from 'vitest';

import { formatBytes, formatDelta } from './bytes';

test.each([
  [0, '0 B'],
  [1509, '1,509 B'],
  [9999, '9,999 B'],
  [10_000, '10 kB'],
  [102_400, '102 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [1_234_567_890, '1.23 GB'],
])('%d bytes read %s', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

test('a change of size carries its sign', () => {
  expect([formatDelta(5776), formatDelta(-5776), formatDelta(0)]).toEqual(['+5,776', '−5,776', '0']);
});
