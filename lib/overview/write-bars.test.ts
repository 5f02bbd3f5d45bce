import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { WritesOfHour } from './schema';
import { sumOf, toBars } from './write-bars';

const hourMs = 3_600_000;
const nowMs = Date.parse('2026-11-20T09:30:00Z');
const utc = () => 0;
const none = { session_actor: 0, api_actor: 0, user_actor: 0, service_account_actor: 0, system_actor: 0 };

const writesAt = (hour: string, count: number): WritesOfHour => ({
  hour,
  counts: { ...none, session_actor: count },
});

describe('toBars', () => {
  test('gives the last 24 hours, the present one last', () => {
    const bars = toBars(
      [writesAt('2026-11-20T09:00:00.000000Z', 3), writesAt('2026-11-19T09:00:00.000000Z', 5)],
      {
        span: 'day',
        nowMs,
        offsetMs: utc,
      },
    );
    expect(bars).toHaveLength(24);
    expect(bars.at(-1)).toEqual({
      startMs: Date.parse('2026-11-20T09:00Z'),
      counts: { ...none, session_actor: 3 },
    });
    expect(sumOf(bars, 'session_actor')).toBe(3);
  });

  test("gives the last seven days of the reader's calendar", () => {
    const writes = [writesAt('2026-11-19T22:00:00.000000Z', 1), writesAt('2026-11-19T23:00:00.000000Z', 2)];
    const inBerlin = toBars(writes, { span: 'week', nowMs, offsetMs: () => hourMs });
    expect(inBerlin.map(({ counts }) => counts.session_actor)).toEqual([0, 0, 0, 0, 0, 1, 2]);
    expect(inBerlin.at(-1)?.startMs).toBe(Date.parse('2026-11-20T00:00+01:00'));
    const inUtc = toBars(writes, { span: 'week', nowMs, offsetMs: utc });
    expect(inUtc.map(({ counts }) => counts.session_actor)).toEqual([0, 0, 0, 0, 0, 3, 0]);
  });

  test('loses no write of the span, wherever the reader is', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 160 }), { maxLength: 40 });
    const offset = fc.integer({ min: -12, max: 14 });
    fc.assert(
      fc.property(hours, offset, fc.constantFrom('day', 'week'), (ages, offsetHours, span) => {
        const writes = ages.map((age) => {
          const atMs = nowMs - (nowMs % hourMs) - age * hourMs;
          return writesAt(new Date(atMs).toISOString(), 1);
        });
        const bars = toBars(writes, { span, nowMs, offsetMs: () => offsetHours * hourMs });
        const first = bars[0]?.startMs ?? 0;
        const expected = writes.filter(({ hour }) => Date.parse(hour) >= first).length;
        expect(sumOf(bars, 'session_actor')).toBe(expected);
      }),
    );
  });
});
