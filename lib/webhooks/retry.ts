const secondUs = 1_000_000;
const minuteUs = 60 * secondUs;
const hourUs = 60 * minuteUs;

/** How long after each failed attempt the next one comes, as the Standard Webhooks specification proposes. */
const waitsUs = [
  5 * secondUs,
  5 * minuteUs,
  30 * minuteUs,
  2 * hourUs,
  5 * hourUs,
  10 * hourUs,
  10 * hourUs,
  10 * hourUs,
  10 * hourUs,
] as const;
/** Waits differ by up to a fifth, so that what failed together does not come back together. */
const jitter = 0.2;

export const maxAttempts = waitsUs.length + 1;

/** An address that took nothing for so long is told nothing more. */
export const disabledAfterUs = 5n * 24n * BigInt(hourUs);

/** How long until the next attempt, in microseconds, after so many; null when there is none. `chance` is from 0 to 1. */
export function waitAfter(attempts: number, chance: number): bigint | null {
  const wait = waitsUs[attempts - 1];
  if (wait === undefined) return null;
  return BigInt(Math.round(wait * (1 - jitter + 2 * jitter * chance)));
}
