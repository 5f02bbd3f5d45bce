import { expect, test } from 'vitest';

import { Failure } from './failure';
import { readInstant, showInstant, timeAgo } from './instants';

const now = new Date('2026-11-20T12:00:00Z');

test.each([
  ['2026-11-20T11:59:31.000001Z', 'just now'],
  ['2026-11-20T12:00:05Z', 'just now'],
  ['2026-11-20T11:59:00Z', '1 minute ago'],
  ['2026-11-20T10:01:00Z', '1 hour ago'],
  ['2026-11-17T11:00:00Z', '3 days ago'],
  ['2026-09-01T00:00:00Z', '2 months ago'],
  ['2024-01-01T00:00:00Z', '2 years ago'],
])('%s was %s', (instant, words) => {
  expect(timeAgo(instant, now)).toBe(words);
});

test('an instant is shown to the second', () => {
  expect(showInstant('2026-11-17T14:52:58.478123Z')).toBe('2026-11-17 14:52:58Z');
});

test.each([
  ['now', '2026-11-20T12:00:00.000Z'],
  ['90m', '2026-11-20T10:30:00.000Z'],
  ['6h ago', '2026-11-20T06:00:00.000Z'],
  ['3d', '2026-11-17T12:00:00.000Z'],
  ['2w', '2026-11-06T12:00:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00Z'],
  ['2026-11-20T09:30:00.123456+01:00', '2026-11-20T09:30:00.123456+01:00'],
])('"%s" means %s', (text, instant) => {
  expect(readInstant(text, now)).toBe(instant);
});

test.each(['yesterday', '3', '2026-13-01', '2026-02-30T00:00:00Z', '-3d', ''])('"%s" is no time', (text) => {
  expect(() => readInstant(text, now)).toThrow(Failure);
});
