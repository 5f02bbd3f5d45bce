import { actorTypes } from '@/lib/auth/actor';
import type { ActorType } from '@/lib/auth/actor';

import type { WritesOfHour } from './schema';

export type Span = 'day' | 'week';

/** What was written in one hour, or on one day of the reader's calendar. `startMs` is its first moment. */
export type Bar = { startMs: number; counts: Record<ActorType, number> };

const hourMs = 3_600_000;
const hoursOfDay = 24;
const daysOfWeek = 7;

/** Counts to begin with. */
export function noWrites(): Bar['counts'] {
  return { session_actor: 0, api_actor: 0, user_actor: 0, service_account_actor: 0, system_actor: 0 };
}

function emptyHours(nowMs: number): Bar[] {
  const last = nowMs - (nowMs % hourMs);
  return Array.from({ length: hoursOfDay }, (_, index) => ({
    startMs: last - (hoursOfDay - 1 - index) * hourMs,
    counts: noWrites(),
  }));
}

/** Days begin at midnight where the reader is: `offsetMs` says how far that clock is ahead of UTC at a moment. */
function emptyDays(nowMs: number, offsetMs: (atMs: number) => number): Bar[] {
  const dayMs = hoursOfDay * hourMs;
  const localNow = nowMs + offsetMs(nowMs);
  const localMidnight = localNow - (localNow % dayMs);
  return Array.from({ length: daysOfWeek }, (_, index) => {
    const local = localMidnight - (daysOfWeek - 1 - index) * dayMs;
    return { startMs: local - offsetMs(local - offsetMs(local)), counts: noWrites() };
  });
}

/** The hours of the last day, or the days of the last week, the oldest first, those without a write too. */
export function toBars(
  writes: readonly WritesOfHour[],
  { span, nowMs, offsetMs }: { span: Span; nowMs: number; offsetMs: (atMs: number) => number },
): Bar[] {
  const bars = span === 'day' ? emptyHours(nowMs) : emptyDays(nowMs, offsetMs);
  for (const { hour, counts } of writes) {
    const atMs = Date.parse(hour);
    const bar = bars.findLast(({ startMs }) => startMs <= atMs);
    if (!bar) continue;
    for (const type of actorTypes) bar.counts[type] += counts[type];
  }
  return bars;
}

export function sumOf(bars: readonly Bar[], type: ActorType): number {
  return bars.reduce((total, { counts }) => total + counts[type], 0);
}
