import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Block, Inline } from './markdown';
import { parseMarkdown } from './parse-markdown';

function lettersOfSpan(span: Inline): string {
  if (span.kind === 'text' || span.kind === 'code') return span.text;
  if (span.kind === 'break') return '';
  const target = 'target' in span ? span.target : '';
  return span.children.map(lettersOfSpan).join('') + target;
}

function lettersOf(block: Block): string {
  const spans = (content: readonly Inline[]) => content.map(lettersOfSpan).join('');
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return spans(block.content);
    case 'code':
      return block.language + block.text;
    case 'quote':
      return block.children.map(lettersOf).join('');
    case 'list':
      return block.items.flatMap((item) => item.children.map(lettersOf)).join('');
    case 'table':
      return [block.head, ...block.rows].flat().map(spans).join('');
    case 'rule':
      return '';
  }
}

const pieces = fc.constantFrom(
  ...'b |*|**|_|~~|`|``|[|](|)|![|\n|\n\n|- |  |    |1. |> |# |```\n|---\n|<img>|\\|\t|[x] '.split('|'),
);

test('no letter of a text is lost: what is not understood stays in sight', () => {
  const letters = (text: string) => text.replaceAll(/[^big]/g, '');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      expect(letters(parseMarkdown(text).map(lettersOf).join(''))).toBe(letters(text));
    }),
    { numRuns: 2000 },
  );
});

test('facts in front of a text are shown as they are', () => {
  expect(parseMarkdown('---\nname: a\n---\n# b')).toMatchObject([
    { kind: 'code', language: 'yaml', text: 'name: a' },
    { kind: 'heading', level: 1 },
  ]);
});

test('tasks carry their state', () => {
  expect(parseMarkdown('- [x] a\n- [ ] b\n- c')).toMatchObject([
    { kind: 'list', items: [{ isDone: true }, { isDone: false }, { isDone: null }] },
  ]);
});

const hundredKilobytes = 102_400;

test.each([
  '*a ',
  '*a_ ',
  '~~a~ ',
  '[',
  '[a](',
  '![',
  '`a``',
  '> ',
  '- ',
  '- a\n',
  '1. a\n\n',
  'a|',
  '\n',
  '    a\n',
  '\\',
  '```\n',
  '<a ',
])('a text made of nothing but %j takes no longer than others', (piece) => {
  const before = performance.now();
  parseMarkdown(piece.repeat(Math.floor(hundredKilobytes / piece.length)));
  // Far above what it takes on a busy machine, far below what going over the text again and again would.
  expect(performance.now() - before).toBeLessThan(5000);
});
