import fc from 'fast-check';
import { expect, test } from 'vitest';

import { arbitraryText } from '@/lib/testing/arbitrary-texts';

import { diffWords } from './word-diff';
import type { WordSegment } from './word-diff';

function joinWithout(segments: readonly WordSegment[], kind: WordSegment['kind']): string {
  return segments.map((segment) => (segment.kind === kind ? '' : segment.text)).join('');
}

function mark(before: string, after: string): string {
  const signs = { equal: ['', ''], added: ['{+', '+}'], removed: ['[-', '-]'] };
  return diffWords(before, after)
    .segments.map(({ kind, text }) => signs[kind].join(text))
    .join('');
}

test('segments lead from before to after and back, with and without time', () => {
  fc.assert(
    fc.property(arbitraryText, arbitraryText, fc.nat({ max: 6 }), (before, after, ticks) => {
      let left = ticks;
      for (const isOutOfTime of [() => false, () => (left -= 1) < 0]) {
        const { segments } = diffWords(before, after, { isOutOfTime });
        expect(joinWithout(segments, 'added')).toBe(before);
        expect(joinWithout(segments, 'removed')).toBe(after);
        expect(segments.every(({ text }) => text !== '')).toBe(true);
        expect(segments.map(({ kind }) => kind).join(' ')).not.toMatch(/(\w+) \1|added removed/);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['the deploy runs on Monday', 'the deploy runs on Friday', 'the deploy runs on [-Monday-]{+Friday+}'],
  ['retry 3 times', 'retry 30 times', 'retry [-3-]{+30+} times'],
  ['one two three', 'uno due three', '[-one two-]{+uno due+} three'],
  ['a + b', 'c + d', '[-a-]{+c+} + [-b-]{+d+}'],
  ['在北京开会', '在上海开会', '在[-北京-]{+上海+}开会'],
  ['ok 👩‍💻', 'ok 👩‍🚒', 'ok [-👩‍💻-]{+👩‍🚒+}'],
  ['cafe\u0301', 'cafe', '[-cafe\u0301-]{+cafe+}'],
  ['thumbs 👍🏽', 'thumbs 👍🏿', 'thumbs [-👍🏽-]{+👍🏿+}'],
])('from %j to %j', (before, after, marked) => expect(mark(before, after)).toBe(marked));

test('without time the whole hunk is replaced, and the result says so', () => {
  const { segments, isComplete } = diffWords('a b c d', 'e b f d', { isOutOfTime: () => true });
  expect(isComplete).toBe(false);
  expect(segments).toEqual([
    { kind: 'removed', text: 'a b c' },
    { kind: 'added', text: 'e b f' },
    { kind: 'equal', text: ' d' },
  ]);
});
