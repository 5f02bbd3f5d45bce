import { nameOf } from './invisible-names';

/** A run of characters that a reader would not see, or that change how others are seen. Offsets are UTF-16. */
export type InvisibleRun = {
  start: number;
  end: number;
  /** A few characters to show in its place. */
  shown: string;
  /** What stands there, character by character. */
  names: string;
};

/** Tabs and line ends are layout that everybody knows; a carriage return alone is not. */
const invisible = /(?![\t\n]|\r\n)[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]/gu;

/** Inside an emoji these are spelling: one presentation selector, and joiners between pictures. */
const inEmoji =
  /(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?)\uFE0F|(?<=[#*0-9])\uFE0F(?=\u20E3)|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})/uy;

const firstTag = 0xe0020;
const lastTag = 0xe007e;
const tagOffset = 0xe0000;
const maxNames = 8;
const maxShownTags = 60;

function isSpelling(text: string, at: number): boolean {
  inEmoji.lastIndex = at;
  return inEmoji.test(text);
}

function isTag(codePoint: number): boolean {
  return codePoint >= firstTag && codePoint <= lastTag;
}

/** What goes into one run: the same character again, any tags, any variation selectors. */
function familyOf(codePoint: number): number {
  if (isTag(codePoint)) return firstTag;
  return codePoint >= 0xe0100 && codePoint <= 0xe01ef ? 0xe0100 : codePoint;
}

function describeNames(codePoints: readonly number[]): string {
  const named = codePoints.slice(0, maxNames).map((codePoint) => {
    const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
    return `U+${hex} ${nameOf(codePoint).name}`;
  });
  const more = codePoints.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

function describeShown(codePoints: readonly number[]): string {
  const first = codePoints[0] ?? 0;
  if (isTag(first)) {
    const hidden = String.fromCodePoint(...codePoints.slice(0, maxShownTags).map((each) => each - tagOffset));
    return `tags “${hidden}${codePoints.length > maxShownTags ? '…' : ''}”`;
  }
  const { short } = nameOf(first);
  return codePoints.length > 1 ? `${short} ×${codePoints.length}` : short;
}

type Gathered = { start: number; end: number; family: number; codePoints: number[] };

/** All runs of invisible, bidirectional and control characters of a text, in order. */
export function findInvisible(text: string): InvisibleRun[] {
  const runs: Gathered[] = [];
  for (const { 0: character, index } of text.matchAll(invisible)) {
    const codePoint = character.codePointAt(0) ?? 0;
    if ((codePoint === 0xfe0f || codePoint === 0x200d) && isSpelling(text, index)) continue;
    const family = familyOf(codePoint);
    const last = runs.at(-1);
    if (last?.end === index && last.family === family) {
      last.end += character.length;
      last.codePoints.push(codePoint);
    } else {
      runs.push({ start: index, end: index + character.length, family, codePoints: [codePoint] });
    }
  }
  return runs.map(({ start, end, codePoints }) => ({
    start,
    end,
    shown: describeShown(codePoints),
    names: describeNames(codePoints),
  }));
}
