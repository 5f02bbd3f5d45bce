import { expect, test } from 'vitest';

import { nameOfAllowance, shareOf } from './limit-words';

test('an allowance says whose it is', () => {
  const one = { variable: 'X', limit: 1, used: 0 };
  expect(nameOfAllowance({ ...one, of: 'requests', shared_by: 'credential' })).toBe(
    'Requests a minute, each key, session or person',
  );
  expect(nameOfAllowance({ ...one, of: 'exports', shared_by: 'workspace' })).toBe(
    'Exports a minute, the whole workspace',
  );
});

test('nothing is fuller than full, and without a limit nothing is full', () => {
  expect([shareOf(5, 10), shareOf(12, 10), shareOf(5, null)]).toEqual([0.5, 1, null]);
});
