import { parseInstant } from '@/lib/clock/instant';

import { usageFailure } from './failure';

const minuteMs = 60_000;
const unitsMs = { m: minuteMs, h: 60 * minuteMs, d: 1440 * minuteMs, w: 7 * 1440 * minuteMs } as const;
const words: [number, string][] = [
  [365 * unitsMs.d, 'year'],
  [30 * unitsMs.d, 'month'],
  [unitsMs.d, 'day'],
  [unitsMs.h, 'hour'],
  [unitsMs.m, 'minute'],
];

/** How long ago, in the largest unit that fits: "3 days ago". Within the minute, and ahead of this clock, it is "just now". */
export function timeAgo(instant: string, now: Date): string {
  const passedMs = now.getTime() - Date.parse(instant);
  const [unitMs, word] = words.find(([size]) => passedMs >= size) ?? [0, ''];
  if (unitMs === 0) return 'just now';
  const count = Math.floor(passedMs / unitMs);
  return `${count} ${word}${count === 1 ? '' : 's'} ago`;
}

/** The instant to the second, for reading; JSON has all six digits. */
export function showInstant(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')}Z`;
}

/**
 * The instant that a person means, as RFC 3339 for the API: RFC 3339 itself, a date (its first moment in UTC), "now", or so long ago:
 * "90m", "6h", "3d", "2w", with or without "ago".
 */
export function readInstant(text: string, now: Date): string {
  const trimmed = text.trim();
  if (trimmed === 'now') return now.toISOString();
  const passed = /^(\d{1,6})\s*([mhdw])(?:\s*ago)?$/.exec(trimmed);
  if (passed) {
    const [, count, unit] = passed;
    return new Date(now.getTime() - Number(count) * unitsMs[unit as keyof typeof unitsMs]).toISOString();
  }
  const whole = /^\d{4}-\d\d-\d\d$/.test(trimmed) ? `${trimmed}T00:00:00Z` : trimmed;
  if (parseInstant(whole) === null)
    throw usageFailure(
      `"${text}" is not a time.`,
      'Write 2026-11-20T09:30:00Z, 2026-11-20, or how long ago: 90m, 6h, 3d, 2w.',
    );
  return whole;
}
