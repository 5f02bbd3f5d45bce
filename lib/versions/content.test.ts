import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decodeContent, encodeContent } from './content';

describe('content', () => {
  test.each(['', '\0', '\uFEFF', '\uFEFF\uFEFFtwice', 'e\u0301 is not é', '\r\n', '🏴‍☠️'])(
    '%j comes back as it went in',
    (text) => {
      expect(decodeContent(encodeContent(text))).toBe(text);
    },
  );

  test('every well-formed text comes back as it went in', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, (value) => {
        expect(decodeContent(encodeContent(value))).toBe(value);
      }),
    );
  });

  test('is exactly its UTF-8 bytes', () => {
    expect([...encodeContent('é\0')]).toEqual([0xc3, 0xa9, 0x00]);
  });

  test('bytes that are no UTF-8 are never passed off as text', () => {
    expect(() => decodeContent(new Uint8Array([0xff]))).toThrow(TypeError);
  });
});
