import { expect, test } from 'vitest';

import { toExpiresAt } from './expiry';
import { stateOf } from './key-words';

const nowMs = Date.parse('2026-11-29T12:00:00Z');

test('a key is live until it is revoked or expires, and revoked for good', () => {
  const expired = '2026-11-29T12:00:00.000000Z';
  expect(stateOf({ revoked_at: null, expires_at: null }, nowMs)).toBe('live');
  expect(stateOf({ revoked_at: null, expires_at: '2026-11-29T12:00:01.000000Z' }, nowMs)).toBe('live');
  expect(stateOf({ revoked_at: null, expires_at: expired }, nowMs)).toBe('expired');
  expect(stateOf({ revoked_at: expired, expires_at: expired }, nowMs)).toBe('revoked');
});

test('an expiry is so many days from now, never, or what it is already', () => {
  expect(toExpiresAt('30', nowMs)).toBe('2026-12-29T12:00:00.000Z');
  expect(toExpiresAt('never', nowMs)).toBeNull();
  expect(toExpiresAt('kept', nowMs)).toBeUndefined();
});
