import { expect, test } from 'vitest';

import { describeAge } from './relative';

const now = Date.parse('2026-11-20T12:00:00Z');

test.each([
  ['2026-11-20T12:00:30Z', 'now'],
  ['2026-11-20T11:59:01Z', 'now'],
  ['2026-11-20T11:59:00Z', '1 min'],
  ['2026-11-20T11:00:01Z', '59 min'],
  ['2026-11-20T11:00:00Z', '1 h'],
  ['2026-11-19T12:00:00Z', '1 d'],
  ['2026-10-21T12:00:01Z', '29 d'],
  ['2026-10-21T12:00:00Z', null],
])('%s is %s ago', (instant, expected) => {
  expect(describeAge(Date.parse(instant), now)).toBe(expected);
});
