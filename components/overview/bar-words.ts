import type { Bar, Span } from '@/lib/overview/write-bars';

const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const day = { weekday: 'short', day: 'numeric' } as const;

/** The beginning of a bar by the reader's clock, or by UTC while their zone is not known. */
export function describeBar({ startMs }: Bar, span: Span, isInBrowser: boolean): string {
  const zone = isInBrowser ? {} : { timeZone: 'UTC' };
  return new Date(startMs).toLocaleString('en', { ...(span === 'day' ? hour : day), ...zone });
}
