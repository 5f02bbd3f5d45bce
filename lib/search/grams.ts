/** How many code points in a row one hash stands for. */
export const gramLength = 3;

/** More would narrow the search no further: every word is compared with the text itself afterwards. */
const maxGramsInQuery = 12;

/** FNV-1a with a final mix (the finaliser of MurmurHash3), so that neighbouring code points fall far apart. */
function mix(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

function step(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}

/** A hash, 32 bits with a sign, of some characters, from where another one ended. */
export function hashText(start: number, text: string): number {
  let hash = start;
  for (const character of text) hash = step(hash, character.codePointAt(0)!);
  return mix(hash);
}

function addGrams(grams: Set<string>, folded: string): void {
  const points = [...folded];
  for (let at = 0; at + gramLength <= points.length; at += 1) {
    grams.add(points[at]! + points[at + 1]! + points[at + 2]!);
  }
}

/** Every three code points in a row of folded texts, each once. Works for any script. */
export function listGrams(folded: readonly string[]): string[] {
  const grams = new Set<string>();
  for (const text of folded) addGrams(grams, text);
  return [...grams];
}

/** The grams of a query's words, at most a dozen, spread evenly; at least one word must have three code points. */
export function selectGrams(words: readonly string[]): string[] {
  const all = listGrams(words);
  if (all.length <= maxGramsInQuery) return all;
  const stride = (all.length - 1) / (maxGramsInQuery - 1);
  return Array.from({ length: maxGramsInQuery }, (_, index) => all[Math.round(index * stride)]!);
}
