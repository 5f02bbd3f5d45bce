type Named = { short: string; name: string };

/** Abbreviations and names as in the Unicode Standard's charts and NameAliases.txt. */
const known: Record<number, readonly [short: string, name: string]> = {
  0x00: ['NUL', 'null'],
  0x07: ['BEL', 'alert'],
  0x08: ['BS', 'backspace'],
  0x0b: ['VT', 'line tabulation'],
  0x0c: ['FF', 'form feed'],
  0x0d: ['CR', 'carriage return'],
  0x1b: ['ESC', 'escape'],
  0x7f: ['DEL', 'delete'],
  0x85: ['NEL', 'next line'],
  0xad: ['SHY', 'soft hyphen'],
  0x34f: ['CGJ', 'combining grapheme joiner'],
  0x61c: ['ALM', 'Arabic letter mark'],
  0x115f: ['HCF', 'Hangul choseong filler'],
  0x1160: ['HJF', 'Hangul jungseong filler'],
  0x180e: ['MVS', 'Mongolian vowel separator'],
  0x200b: ['ZWSP', 'zero width space'],
  0x200c: ['ZWNJ', 'zero width non-joiner'],
  0x200d: ['ZWJ', 'zero width joiner'],
  0x200e: ['LRM', 'left-to-right mark'],
  0x200f: ['RLM', 'right-to-left mark'],
  0x2028: ['LSEP', 'line separator'],
  0x2029: ['PSEP', 'paragraph separator'],
  0x202a: ['LRE', 'left-to-right embedding'],
  0x202b: ['RLE', 'right-to-left embedding'],
  0x202c: ['PDF', 'pop directional formatting'],
  0x202d: ['LRO', 'left-to-right override'],
  0x202e: ['RLO', 'right-to-left override'],
  0x2060: ['WJ', 'word joiner'],
  0x2061: ['FA', 'function application'],
  0x2062: ['IT', 'invisible times'],
  0x2063: ['IS', 'invisible separator'],
  0x2064: ['IP', 'invisible plus'],
  0x2066: ['LRI', 'left-to-right isolate'],
  0x2067: ['RLI', 'right-to-left isolate'],
  0x2068: ['FSI', 'first strong isolate'],
  0x2069: ['PDI', 'pop directional isolate'],
  0x3164: ['HF', 'Hangul filler'],
  0xfeff: ['BOM', 'zero width no-break space (byte order mark)'],
  0xffa0: ['HWHF', 'halfwidth Hangul filler'],
  0xfff9: ['IAA', 'interlinear annotation anchor'],
  0xfffa: ['IAS', 'interlinear annotation separator'],
  0xfffb: ['IAT', 'interlinear annotation terminator'],
  0xe0001: ['LTAG', 'language tag'],
  0xe007f: ['CTAG', 'cancel tag'],
};

const ranges: readonly (readonly [first: number, last: number, name: (codePoint: number) => Named])[] = [
  [
    0xe0020,
    0xe007e,
    (codePoint) => ({ short: 'tag', name: `tag “${String.fromCodePoint(codePoint - 0xe0000)}”` }),
  ],
  [0xfe00, 0xfe0f, (codePoint) => selector(codePoint - 0xfe00 + 1)],
  [0xe0100, 0xe01ef, (codePoint) => selector(codePoint - 0xe0100 + 17)],
  [0x00, 0x1f, (codePoint) => control(codePoint)],
  [0x80, 0x9f, (codePoint) => control(codePoint)],
];

function selector(number: number): Named {
  return { short: `VS${number}`, name: `variation selector-${number}` };
}

function hexOf(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0');
}

function control(codePoint: number): Named {
  return { short: `U+${hexOf(codePoint)}`, name: 'control character' };
}

/** What to call a character that cannot be seen. */
export function nameOf(codePoint: number): Named {
  const [short, name] = known[codePoint] ?? [];
  if (short !== undefined && name !== undefined) return { short, name };
  const range = ranges.find(([first, last]) => codePoint >= first && codePoint <= last);
  return range?.[2](codePoint) ?? { short: `U+${hexOf(codePoint)}`, name: 'invisible character' };
}
