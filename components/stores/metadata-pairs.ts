/** A pair while it is typed: its key may still be empty or there twice. */
export type Pair = { id: number; key: string; value: string };

export const maxPairs = 16;
export const maxKeyCharacters = 64;
export const maxValueCharacters = 512;

export function toPairs(metadata: Record<string, string>): Pair[] {
  return Object.entries(metadata).map(([key, value], id) => ({ id, key, value }));
}

/** Pairs of which nothing was typed do not count. */
function isTyped({ key, value }: Pair): boolean {
  return key !== '' || value !== '';
}

/** What is wrong with the pairs, for people; null when they can be sent. */
export function findPairFault(pairs: readonly Pair[]): string | null {
  const typed = pairs.filter(isTyped);
  if (typed.some(({ key }) => key === '')) return 'A value stands without a key.';
  const twice = typed.find(({ key }, index) => typed.findIndex((each) => each.key === key) !== index);
  return twice ? `The key “${twice.key}” is there twice.` : null;
}

export function toMetadata(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.filter(isTyped).map(({ key, value }) => [key, value]));
}
