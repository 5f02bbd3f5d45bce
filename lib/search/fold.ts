/** Of these a fold is the lower case and nothing else. */
const plainOnly = /^[\t\n\r -~]*$/;

const known = new Map<string, string>();

/** U+0000 cannot stand in a text column; whatever is compared has gone the same way. */
function foldCodePoint(codePoint: string): string {
  const cached = known.get(codePoint);
  if (cached !== undefined) return cached;
  const folded =
    codePoint === '\0'
      ? '\uFFFD'
      : codePoint.normalize('NFKD').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  known.set(codePoint, folded);
  return folded;
}

/**
 * The text in the form in which it is compared: without case, and with compatibility forms taken apart (NFKD). Each code point is
 * folded for itself, so the fold of a part is a part of the fold, and never shorter in code points. The text must be well-formed.
 */
export function foldText(text: string): string {
  if (plainOnly.test(text)) return text.toLowerCase();
  let folded = '';
  for (const codePoint of text) folded += foldCodePoint(codePoint);
  return folded;
}

/** A folded text with, for each of its UTF-16 units, where the code point begins and ends in the original that it comes from. */
export type FoldedWithOrigin = { text: string; starts: Uint32Array; ends: Uint32Array };

export function foldWithOrigin(original: string): FoldedWithOrigin {
  const text = foldText(original);
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let from = 0;
  let at = 0;
  for (const codePoint of original) {
    const width = foldText(codePoint).length;
    starts.fill(from, at, at + width);
    ends.fill(from + codePoint.length, at, at + width);
    from += codePoint.length;
    at += width;
  }
  return { text, starts, ends };
}
