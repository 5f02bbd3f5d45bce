import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatInstant, formatOptionalInstant, parseInstant } from './instant';

const firstOfYear = (year: string) => BigInt(Date.parse(`${year}-01-01T00:00:00Z`)) * 1000n;
const anyInstant = fc.bigInt({ min: firstOfYear('0001'), max: firstOfYear('9999') });

describe('an instant', () => {
  test('comes back from its text as it was, to the microsecond', () => {
    fc.assert(fc.property(anyInstant, (instant) => parseInstant(formatInstant(instant)) === instant));
  });

  test('sorts as its text does', () => {
    const isSorted = (left: bigint, right: bigint) =>
      formatInstant(left) < formatInstant(right) === left < right;
    fc.assert(fc.property(anyInstant, anyInstant, isSorted));
  });

  test('has six digits in UTC', () => {
    expect(formatInstant(1_795_168_800_000_001n)).toBe('2026-11-20T10:00:00.000001Z');
    expect(formatInstant(-1n)).toBe('1969-12-31T23:59:59.999999Z');
    expect([formatOptionalInstant(null), formatOptionalInstant(0n)]).toEqual([
      null,
      '1970-01-01T00:00:00.000000Z',
    ]);
  });
});

describe('parseInstant', () => {
  test.each([
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000000Z'],
    ['2026-11-20t10:00:00z', '2026-11-20T10:00:00.000000Z'],
    ['2026-11-20T10:00:00.5+02:00', '2026-11-20T08:00:00.500000Z'],
    ['2026-11-20T23:30:00-01:00', '2026-11-21T00:30:00.000000Z'],
    ['2026-11-20T10:00:00.123456789Z', '2026-11-20T10:00:00.123456Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000000Z'],
  ])('reads %s', (text, expected) => {
    expect(formatInstant(parseInstant(text) ?? 0n)).toBe(expected);
  });

  test.each([
    '',
    '2026-11-20',
    '2026-11-20T10:00:00',
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T10:60:00Z',
    '1',
    'now',
    '2026-11-20T10:00:00+2:00',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
