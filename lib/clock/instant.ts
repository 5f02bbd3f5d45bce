/** Microseconds since 1970 by the database's clock. Exact everywhere: it never passes through a JavaScript Date. */
export type Instant = bigint;

const microsPerSecond = 1_000_000n;

/** Seven days, the span that recent reads are counted over. */
export const weekUs = 604_800_000_000n;

/** RFC 3339 in UTC with six digits, as the memory-store API writes times. */
export function formatInstant(instant: Instant): string {
  const micros = ((instant % microsPerSecond) + microsPerSecond) % microsPerSecond;
  const seconds = (instant - micros) / microsPerSecond;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}.${micros.toString().padStart(6, '0')}Z`;
}

export function formatOptionalInstant(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}

const rfc3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads RFC 3339 with any offset and up to nine digits (cut to six); null when the text is no such time. */
export function parseInstant(text: string): Instant | null {
  const match = rfc3339.exec(text);
  if (!match) return null;
  const [, date, time, fraction = '', zone = 'Z'] = match;
  const whole = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  const isRealDate = !Number.isNaN(whole) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date!);
  if (!isRealDate) return null;
  return BigInt(whole) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}
