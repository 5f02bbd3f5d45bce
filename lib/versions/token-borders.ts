/** A stretch of a text, in UTF-16 code units; the end is excluded. */
export type Span = { start: number; end: number };

/** Scripts that write no spaces between words: a run of theirs may be a sentence, so a letter does not pull in its neighbours. */
const unspaced =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]';
const wordCharacter = `(?:(?!${unspaced})[\\p{L}\\p{N}\\p{M}\\p{Cf}_])`;
const blank = '[ \\t\\u00a0\\u2007\\u2009\\u202f]';

/*
 * Each pattern matches from every place where it can start without stepping back over what it has read, so that a text of any
 * shape costs time in proportion to its length.
 */
const patterns = [
  // Words, numbers, keys, addresses, handles: what is written without a space, with the signs that join its parts and
  // those that a key in base 64 may begin or end with.
  new RegExp(
    `[-@+#$~/]{0,3}${wordCharacter}+(?:[-.@+/\\\\:'’%~‐‑–]{1,3}${wordCharacter}+)*[-+/=]{0,3}`,
    'gu',
  ),
  // Thousands and decimals.
  /(?<!\d)\d+(?:[.,'’]\d+)+/g,
  // International bank account numbers in groups of four (ISO 13616).
  /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: [A-Z0-9]{1,4}){2,8}(?![A-Za-z0-9])/g,
  // A character and what belongs to it: accents, skin tones, joined emoji.
  /\P{M}(?:[\p{M}\p{Emoji_Modifier}]|\u200D\P{M})+/gu,
];

/** Groups of digits with what people write between them, and an extension. */
const digitGroups = new RegExp(
  `[+(]{0,2}\\d+(?:(?:${blank}|[-()./\\u2010-\\u2013]){1,3}\\d+)*(?:${blank}{0,2}(?:ext\\.?|x|#)${blank}{0,2}\\d+)?`,
  'giu',
);

/** ITU-T E.164 leaves subscriber numbers below seven digits to local use, and years and counts are shorter. */
const minPhoneDigits = 7;

/** What may stand in the local part of an e-mail address without quotes (RFC 5322 atext), and dots. */
const localCharacter = /[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]/u;

/**
 * The stretches of a text of which nothing should remain when a part is taken out: words, numbers, e-mail addresses, phone
 * and account numbers, keys. Stretches that overlap are one. Sorted; none is empty.
 */
export function findTokens(text: string): Span[] {
  const found = patterns.flatMap((pattern) => matchesOf(text, pattern));
  const phones = matchesOf(text, digitGroups).filter(
    ({ start, end }) => text.slice(start, end).replaceAll(/\D/g, '').length >= minPhoneDigits,
  );
  return uniteSpans([...found, ...phones, ...findLocalParts(text)]);
}

/** Joins spans that overlap, and those that only touch if asked to. Sorted, without empty ones. */
export function uniteSpans(
  spans: readonly Span[],
  { areTouchingJoined = false }: { areTouchingJoined?: boolean } = {},
): Span[] {
  const united: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = united.at(-1);
    if (span.start >= span.end) continue;
    const isJoined = last && (span.start < last.end || (areTouchingJoined && span.start === last.end));
    if (isJoined) last.end = Math.max(last.end, span.end);
    else united.push({ ...span });
  }
  return united;
}

function matchesOf(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** Each at sign with all that may belong to the address before it, also signs that do not join words elsewhere. */
function findLocalParts(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && localCharacter.test(text[start - 1] ?? '')) start -= 1;
    if (start < at) spans.push({ start, end: at + 1 });
  }
  return spans;
}
