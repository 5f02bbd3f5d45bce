import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { arbitraryText } from '@/lib/testing/arbitrary-texts';

import {
  byteSpanOf,
  defaultMask,
  findOccurrences,
  maskSpans,
  spanOfBytes,
  widenSpan,
} from './redaction-span';
import type { Span } from './token-borders';

const refusal = 'span: must lie within the content and on the borders of its characters';

/** Letters, digits, joining signs, spaces, emoji: what tokens are made of, in any order. */
const mixedText = fc
  .array(
    fc.constantFrom(
      'a',
      'Ü',
      '7',
      '.',
      '@',
      '-',
      ' ',
      '(',
      ')',
      '=',
      '+',
      '"',
      '\n',
      '漢',
      '👩🏽',
      '\u0301',
      '/',
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

const anyText = fc.oneof(mixedText, arbitraryText);

function spansIn(text: string): fc.Arbitrary<Span> {
  const offset = fc.nat({ max: text.length });
  return fc.tuple(offset, offset).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
}

const textAndSpan = anyText.chain((text) => fc.record({ text: fc.constant(text), span: spansIn(text) }));
const textAndSpans = anyText.chain((text) =>
  fc.record({ text: fc.constant(text), spans: fc.array(spansIn(text), { maxLength: 4 }) }),
);

describe('conversion', () => {
  test('by bytes, a span is what an encoder says, and leads back', () => {
    const wellFormed = anyText.filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(wellFormed, fc.nat(), fc.nat(), (text, one, other) => {
        const characters = [...text];
        const cuts = [one, other].map((cut) => cut % (characters.length + 1)).toSorted((a, b) => a - b);
        const [start = 0, end = 0] = cuts.map((cut) => characters.slice(0, cut).join('').length);
        const byteSpan = byteSpanOf(text, { start, end });
        const bytes = Buffer.from(text).subarray(byteSpan.startByte, byteSpan.endByte);
        expect(bytes.toString()).toBe(text.slice(start, end));
        expect(spanOfBytes(text, byteSpan)).toEqual({ start, end });
      }),
    );
  });

  test.each([
    [1, 2],
    [0, 3],
    [2, 5],
    [0, 8],
    [-1, 2],
    [2, 0],
    [0.5, 2],
    [0, Number.NaN],
  ])('bytes %d to %d of "é🦊a" are refused', (startByte, endByte) => {
    expect(() => spanOfBytes('é🦊a', { startByte, endByte })).toThrow(refusal);
  });

  test.each([
    [0, 2],
    [2, 3],
    [0, 5],
    [-1, 1],
    [3, 1],
    [0, 0.5],
  ])('offsets %d to %d of "é🦊a" are refused', (start, end) => {
    expect(() => byteSpanOf('é🦊a', { start, end })).toThrow(refusal);
  });

  test('a byte is accepted exactly where a character begins or the text ends', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const borders = [0];
        for (const character of text) borders.push((borders.at(-1) ?? 0) + Buffer.byteLength(character));
        const bytes = Array.from({ length: (borders.at(-1) ?? 0) + 2 }, (_, byte) => byte);
        const isRefused = (byte: number) => {
          try {
            return spanOfBytes(text, { startByte: byte, endByte: byte }).start === -1;
          } catch {
            return true;
          }
        };
        expect(bytes.filter((byte) => !isRefused(byte))).toEqual(borders);
      }),
    );
  });
});

describe('widenSpan', () => {
  test('covers the span, and again changes nothing', () => {
    fc.assert(
      fc.property(textAndSpan, ({ text, span }) => {
        const widened = widenSpan(text, span);
        expect(widened.start).toBeLessThanOrEqual(span.start);
        expect(widened.end).toBeGreaterThanOrEqual(span.end);
        expect(widenSpan(text, widened)).toEqual(widened);
      }),
      { numRuns: 500 },
    );
  });

  test('leaves no letter or digit of a word behind', () => {
    fc.assert(
      fc.property(textAndSpan, ({ text, span }) => {
        const { start, end } = widenSpan(text, span);
        fc.pre(start < end);
        const isCut = (offset: number) =>
          /[aÜ7]\u0301*$/.test(text.slice(0, offset)) && /^[aÜ7]/.test(text.slice(offset));
        expect(isCut(start) || isCut(end)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    'alice@example.com',
    "o'brien&sons+tag@mail.example.co.uk",
    'jürgen.müller@exämple.de',
    '+49 (170) 123-45 67',
    '(555) 123-4567',
    '555.123.4567 ext. 89',
    '+1\u00a0555\u00a0123\u00a04567',
    '4111 1111 1111 1111',
    'DE89 3704 0044 0532 0130 00',
    'GB29 NWBK 6016 1331 9268 19',
    '1,234,567.89',
    'sk-ant-api03-AbC_dEf-123==',
    'AKIAIOSFODNN7EXAMPLE',
    'eyJhbGciOi.eyJzdWIi.SflKxw_RJ-',
    '6f1ed002-ab59-4b1c-9f6e-2d4e5f6a7b8c',
    '2001:db8::8a2e:370:7334',
    'https://example.com/users/alice%40home',
    'arn:aws:iam::123456789012:user/alice',
    'CORP\\alice',
    '@alice_b',
    'Müller-Lüdenscheidt',
    'O’Brien',
    'cafe\u0301',
    'soft\u00adhyphen',
    '👩🏽‍🚒',
  ])('any part of %j widens to all of it and no further', (identifier) => {
    for (const [before, after] of [
      ['see ', ' now'],
      ['"', '", "x"'],
      ['\n', '\n'],
      ['<', '>, or '],
    ] as const) {
      const text = before + identifier + after;
      const whole = { start: before.length, end: before.length + identifier.length };
      for (let start = whole.start; start < whole.end; start += 1) {
        if (/[\s.(),]/.test(text[start] ?? '')) continue;
        expect(widenSpan(text, { start, end: start + 1 })).toEqual(whole);
      }
    }
  });

  test('a name in a script without spaces does not take its sentence with it', () => {
    expect(widenSpan('联系张伟吧', { start: 2, end: 4 })).toEqual({ start: 2, end: 4 });
  });

  test('a span in the middle of a character takes all of it, an empty one nothing', () => {
    expect(widenSpan('a 🦊 b', { start: 3, end: 4 })).toEqual({ start: 2, end: 4 });
    expect(widenSpan('alice', { start: 2, end: 2 })).toEqual({ start: 2, end: 2 });
  });

  test.each([
    [0, 6],
    [-1, 2],
    [3, 2],
    [0.5, 2],
  ])('a span from %d to %d of five characters is refused', (start, end) => {
    expect(() => widenSpan('alice', { start, end })).toThrow(refusal);
  });

  test.each(['7', '@', '-', '+', 'a', '1 ', 'a-', '漢', '\u0301', '.@', 'A1 '])(
    'a long run of %j takes time in proportion to its length',
    (part) => {
      const text = part.repeat(50_000);
      expect(widenSpan(text, { start: 3, end: 4 }).start).toBeLessThanOrEqual(3);
    },
  );
});

describe('maskSpans', () => {
  test('keeps what is outside the widened spans, and nothing of what is inside', () => {
    fc.assert(
      fc.property(textAndSpans, ({ text, spans }) => {
        const units = text.split('');
        for (const { start, end } of spans.map((span) => widenSpan(text, span))) {
          for (let offset = start; offset < end; offset += 1) units[offset] = '\uE000';
        }
        expect(maskSpans(text, spans, '\uE000')).toBe(units.join('').replaceAll(/\uE000+/g, '\uE000'));
      }),
      { numRuns: 500 },
    );
  });

  test('no character of a span remains', () => {
    const distinct = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(distinct, fc.nat(), fc.nat(), (characters, one, other) => {
        const [first = 0, last = 0] = [one, other]
          .map((cut) => cut % characters.length)
          .toSorted((a, b) => a - b);
        const removed = characters.slice(first, last + 1);
        const start = characters.slice(0, first).join('').length;
        const span = { start, end: start + removed.join('').length };
        const masked = maskSpans(characters.join(''), [span], '');
        for (const character of removed) expect([...masked]).not.toContain(character);
      }),
    );
  });

  test('spans that overlap or touch share one mask of a fixed length', () => {
    const text = 'call +1 (555) 123-4567 or mail alice@example.com today';
    const spans = [
      ...findOccurrences(text, '555'),
      ...findOccurrences(text, '4567'),
      ...findOccurrences(text, 'exam'),
    ];
    expect(maskSpans(text, spans)).toBe(`call ${defaultMask} or mail ${defaultMask} today`);
    expect(
      maskSpans(
        '张伟',
        [
          { start: 0, end: 1 },
          { start: 1, end: 2 },
        ],
        '█',
      ),
    ).toBe('█');
  });

  test('without spans the text stays', () => {
    expect(maskSpans('alice', [])).toBe('alice');
    expect(() => maskSpans('alice', [{ start: 0, end: 9 }])).toThrow(refusal);
  });
});

describe('findOccurrences', () => {
  test('are what splitting at the text leaves out', () => {
    const needles = fc.constantFrom('a', 'ab', 'aa', '🦊', ' ');
    const texts = fc.array(fc.constantFrom('a', 'b', '🦊', ' ')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, needles, (text, needle) => {
        const spans = findOccurrences(text, needle);
        expect(spans.length).toBe(text.split(needle).length - 1);
        for (const [index, { start, end }] of spans.entries()) {
          expect(text.slice(start, end)).toBe(needle);
          expect(start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
        }
      }),
    );
  });

  test('an empty text stands nowhere', () => expect(findOccurrences('abc', '')).toEqual([]));
});
