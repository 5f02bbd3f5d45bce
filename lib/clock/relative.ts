const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const longAgoDays = 30;

/** How long ago, in as few characters as a list has: `now`, `5 min`, `3 h`, `12 d`; null when a date says more. */
export function describeAge(atMs: number, nowMs: number): string | null {
  const age = nowMs - atMs;
  if (age < minuteMs) return 'now';
  if (age < hourMs) return `${Math.floor(age / minuteMs)} min`;
  if (age < dayMs) return `${Math.floor(age / hourMs)} h`;
  return age < longAgoDays * dayMs ? `${Math.floor(age / dayMs)} d` : null;
}
