import { expect, test } from 'vitest';

import { isAhead, parseSnapshot } from './position';

test('a snapshot says what had not begun, and what ran', () => {
  expect(parseSnapshot('10:20:10,14,15')).toEqual({ xmax: '20', running: ['10', '14', '15'] });
  expect(parseSnapshot('20:20:')).toEqual({ xmax: '20', running: [] });
});

test('a position of another database can be ahead of this one, one of this database never', () => {
  expect(isAhead({ seen: '10:20:' }, '10:20:10')).toBe(false);
  expect(isAhead({ seen: '10:21:' }, '10:20:10')).toBe(true);
  expect(isAhead({ seen: '5:6:', upTo: '99999999999999999999:99999999999999999999:' }, '10:20:')).toBe(true);
});
