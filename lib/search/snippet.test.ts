import fc from 'fast-check';
import { expect, test } from 'vitest';

import { foldText } from './fold';
import { makeSnippets } from './snippet';
import { parseTerms } from './terms';

const text = fc
  .array(fc.constantFrom('a', 'B', 'é', '🦊', 'ß', '記', ' ', '\n', '\0', 'xyz'), {
    minLength: 3,
    maxLength: 400,
  })
  .map((parts) => parts.join(''));

test('every snippet is a piece of the text, and every mark shows what was looked for', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 3, max: 8 }), (content, from, length) => {
      const points = [...content];
      const start = from % (points.length - 2);
      const query = points.slice(start, start + length).join('');
      const terms = parseTerms(query);
      const snippets = makeSnippets({ path: '/none', content }, terms);
      expect(snippets.length).toBeGreaterThan(0);
      for (const snippet of snippets) {
        expect(content).toContain(snippet.text);
        expect(snippet.text.isWellFormed()).toBe(true);
        expect(snippet.marks.length).toBeGreaterThan(0);
        for (const mark of snippet.marks) {
          const marked = foldText(snippet.text.slice(mark.start, mark.end));
          expect([terms.phrase, ...terms.words].some((word) => marked.includes(word))).toBe(true);
        }
      }
    }),
  );
});

test('short texts are shown whole and long ones around the mark', () => {
  const far = `${'a '.repeat(500)}needle${' b'.repeat(500)}`;
  const [snippet] = makeSnippets({ path: '/p', content: far }, parseTerms('NEEDLE'));
  expect(snippet).toEqual({ field: 'content', text: far.slice(940, 1180), marks: [{ start: 60, end: 66 }] });
});

test('three pieces are shown of many', () => {
  const content = Array.from({ length: 9 }, () => `word${' '.repeat(400)}`).join('');
  expect(makeSnippets({ path: '/word', content }, parseTerms('word')).map(({ field }) => field)).toEqual([
    'path',
    'content',
    'content',
    'content',
  ]);
});
