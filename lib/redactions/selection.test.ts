import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toEditable } from '@/lib/memories/editable-text';

import { addOccurrences, addSpan, toByteSpans, toContentSpan } from './selection';

const contents = fc
  .array(fc.constantFrom('a', 'b ', 'é', '文', '🦊', '\r\n', '\n', '\r', '\0'), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

/** A content, and a selection in what a text box shows of it. */
const selections = contents.chain((content) => {
  const { text } = toEditable(content);
  return fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([one, other]) => ({
    content,
    text,
    selection: { start: Math.min(one, other), end: Math.max(one, other) },
  }));
});

function bytesOf(
  content: string,
  { start_byte, end_byte }: { start_byte: number; end_byte: number },
): string {
  return Buffer.from(content).subarray(start_byte, end_byte).toString();
}

describe('a selection', () => {
  test('means in the content what it shows in the box', () => {
    fc.assert(
      fc.property(selections, ({ content, text, selection }) => {
        const cutsPair = [selection.start, selection.end].some(
          (at) => at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff,
        );
        fc.pre(!cutsPair);
        const span = toContentSpan(content, selection);
        const shown = text.slice(selection.start, selection.end);
        expect(toEditable(content.slice(span.start, span.end)).text).toBe(shown);
      }),
    );
  });

  test('travels as the bytes of exactly that stretch', () => {
    fc.assert(
      fc.property(selections, ({ content, selection }) => {
        const span = toContentSpan(content, selection);
        const [sent] = toByteSpans(content, [span]);
        expect(bytesOf(content, sent!)).toBe(content.slice(span.start, span.end));
      }),
    );
  });

  test('never leaves half a character', () => {
    fc.assert(
      fc.property(selections, ({ content, selection }) => {
        const { start, end } = toContentSpan(content, selection);
        expect(content.slice(start, end).isWellFormed()).toBe(true);
      }),
    );
  });

  test('takes a pair of line ends whole', () => {
    expect(toContentSpan('a\r\nb', { start: 1, end: 2 })).toEqual({ start: 1, end: 3 });
  });
});

test('chosen stretches that overlap become one, and an empty one changes nothing', () => {
  expect(addSpan([{ start: 0, end: 4 }], { start: 2, end: 6 })).toEqual([{ start: 0, end: 6 }]);
  expect(addSpan([{ start: 0, end: 4 }], { start: 6, end: 6 })).toEqual([{ start: 0, end: 4 }]);
});

test('every place of a text is added once', () => {
  const once = addOccurrences('key, key', [], 'key');
  expect(once).toEqual([
    { start: 0, end: 3 },
    { start: 5, end: 8 },
  ]);
  expect(addOccurrences('key, key', once, 'key')).toEqual(once);
});
