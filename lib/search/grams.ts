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

/** Where the hashes of one era of one workspace start: the same characters give other hashes elsewhere. */
export function saltOf(workspaceId: string, era: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${workspaceId}/${era}`) hash = step(hash, character.codePointAt(0)!);
  return mix(hash);
}

function addGrams(grams: Set<string>, folded: string): void {
  const points = [...folded];
  for (let at = 0; at + gramLength <= points.length; at += 1) {
    grams.add(points[at]! + points[at + 1]! + points[at + 2]!);
  }
}

function hashGram(salt: number, gram: string): number {
  let hash = salt;
  for (const character of gram) hash = step(hash, character.codePointAt(0)!);
  return mix(hash);
}

/** The distinct hashes, 32 bits with a sign, of every three code points in a row of the folded texts. Works for any script. */
export function hashTexts(salt: number, folded: readonly string[]): number[] {
  const grams = new Set<string>();
  for (const text of folded) addGrams(grams, text);
  return [...new Set(Array.from(grams, (gram) => hashGram(salt, gram)))];
}

/** The grams of a query's words, at most a dozen, spread evenly; at least one word must have three code points. */
export function selectGrams(words: readonly string[]): string[] {
  const grams = new Set<string>();
  for (const word of words) addGrams(grams, word);
  const all = [...grams];
  if (all.length <= maxGramsInQuery) return all;
  const stride = (all.length - 1) / (maxGramsInQuery - 1);
  return Array.from({ length: maxGramsInQuery }, (_, index) => all[Math.round(index * stride)]!);
}

/** The hashes of selected grams for several eras, one era after the other. */
export function hashGrams(salts: readonly number[], grams: readonly string[]): number[] {
  return salts.flatMap((salt) => grams.map((gram) => hashGram(salt, gram)));
}
