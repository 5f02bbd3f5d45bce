import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { byteSpanOf } from '@/lib/versions/redaction-span';

import { maskChosen, maskWhole } from './masking';

const mask = '[redacted]';

function choose(content: string, text: string) {
  const start = content.indexOf(text);
  const { startByte, endByte } = byteSpanOf(content, { start, end: start + text.length });
  return [{ start_byte: startByte, end_byte: endByte }];
}

describe('maskChosen', () => {
  test('widens to the identifier and takes every other occurrence with it', () => {
    const content = 'Mail jane.doe@example.org today.\nAgain: jane.doe@example.org\n';
    const masking = maskChosen(content, choose(content, 'doe@exam'), mask);
    expect(masking.needles).toEqual(['jane.doe@example.org']);
    expect(masking.masked).toBe('Mail [redacted] today.\nAgain: [redacted]\n');
    expect(masking.spans).toHaveLength(2);
  });

  test('counts in bytes', () => {
    const content = 'é secret';
    expect(maskChosen(content, choose(content, 'secret'), mask).spans).toEqual([
      { start_byte: 3, end_byte: 9 },
    ]);
  });

  test('refuses a mask that holds the text, and a span that leaves it', () => {
    expect(() => maskChosen('a redacted word', choose('a redacted word', 'redacted'), mask)).toThrow(/mask/);
    expect(() => maskChosen('abc', [{ start_byte: 1, end_byte: 9 }], mask)).toThrow();
  });

  test('leaves nothing of what was chosen', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,6}[0-9]{0,3}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.nat(), (parts, pick) => {
        const content = parts.join(' ');
        const chosen = parts[pick % parts.length]!;
        fc.pre(!mask.includes(chosen));
        const { masked, needles } = maskChosen(content, choose(content, chosen), mask);
        for (const needle of needles) expect(masked.replaceAll(mask, '')).not.toContain(needle);
      }),
    );
  });
});

test('maskWhole leaves the mask alone', () => {
  expect(maskWhole('all of it', mask)).toEqual({
    spans: [{ start_byte: 0, end_byte: 9 }],
    needles: ['all of it'],
    masked: mask,
  });
});
