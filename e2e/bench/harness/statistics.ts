/** The value below which the given share of the samples lies (nearest rank). The samples need no order. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('A percentile needs at least one sample.');
  return value;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
