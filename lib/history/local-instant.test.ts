import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fromLocalInput, instantBefore, toLocalInput } from './local-instant';

test('what an input shows is read back as the same second', () => {
  const seconds = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 });
  fc.assert(
    fc.property(seconds, (second) => {
      const instant = new Date(second * 1000).toISOString();
      const shown = toLocalInput(instant);
      // An hour that comes twice, when clocks are put back, is read as one of its two instants.
      expect(toLocalInput(fromLocalInput(shown))).toBe(shown);
    }),
  );
});

test('what is no time is empty', () => {
  expect(toLocalInput(null)).toBe('');
  expect(toLocalInput('yesterday')).toBe('');
  expect(fromLocalInput('')).toBeNull();
});

test('before an instant is one microsecond earlier', () => {
  expect(instantBefore('2026-11-20T00:00:00.000000Z')).toBe('2026-11-19T23:59:59.999999Z');
  expect(instantBefore('never')).toBe('never');
});
