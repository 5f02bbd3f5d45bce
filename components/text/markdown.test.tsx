import { readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { describe, expect, test } from 'vitest';

import { hostileTexts } from '@/lib/testing/hostile-texts';
import { Markdown } from './markdown';

function render(text: string): string {
  return renderToStaticMarkup(<Markdown text={text} />);
}

const inertTags = new Set(
  'div p h2 h3 h4 h5 h6 ul ol li blockquote pre code table thead tbody tr th td em strong del span abbr bdi br hr'.split(
    ' ',
  ),
);
const inertAttributes = new Set(['class', 'title', 'data-shown', 'start', 'role', 'aria-label', 'tabindex']);

/** Tags and attributes as a browser would find them: the renderer writes every `<` of a text as `&lt;`. */
function strangersIn(html: string): string[] {
  const tags = html.match(/<[^>]*>/g) ?? [];
  return tags.filter((tag) => {
    const name = /^<\/?([a-z0-9]+)/.exec(tag)?.[1] ?? '';
    const attributes = [...tag.matchAll(/\s([^\s=>]+)="[^"]*"/g)].map((each) => each[1] ?? '');
    const rest = tag.replaceAll(/\s[^\s=>]+="[^"]*"/g, '');
    const isPlain = /^<\/?[a-z0-9]+\/?>$/.test(rest);
    return !inertTags.has(name) || !isPlain || attributes.some((each) => !inertAttributes.has(each));
  });
}

describe('hostile texts', () => {
  test('are many', () => {
    expect(new Set(hostileTexts).size).toBeGreaterThanOrEqual(200);
  });

  test('become nothing that could run, load or be pressed', () => {
    const found = hostileTexts.flatMap((text) => strangersIn(render(text)).map((tag) => ({ text, tag })));
    expect(found).toEqual([]);
  });

  test('the check itself knows a stranger when it sees one', () => {
    expect(
      strangersIn('<p><img src="x"/></p><a href="x">a</a><p style="b"></p><p onclick="x"></p>'),
    ).toHaveLength(5);
  });
});

test('a link shows where it leads, and a picture too', () => {
  const html = render('See [the docs](https://a.example/b "hint") and ![a chart](data:image/png;base64,AA).');
  const text = html.replaceAll(/<[^>]*>/g, '');
  expect(text).toBe(
    'See the docs (https://a.example/b &quot;hint&quot;) and picture: a chart (data:image/png;base64,AA).',
  );
});

test('what cannot be seen is marked, in words, code and targets', () => {
  const html = render('a\u202Eb `c\u200Bd` [e](x\u{E0041})\n\n```\u2066\nf\u2069\n```');
  expect([...html.matchAll(/data-shown="([^"]*)"/g)].map((each) => each[1])).toEqual([
    'RLO',
    'ZWSP',
    'tags “A”',
    'LRI',
    'PDI',
  ]);
});

test('the outline skips no level', () => {
  const html = render('# a\n\n### b\n\n###### c\n\n## d');
  expect([...html.matchAll(/<(h\d)/g)].map((each) => each[1])).toEqual(['h2', 'h3', 'h4', 'h3']);
});

/** Without attributes, levels and the boxes around, which differ on purpose. */
function skeletonOf(html: string): string {
  return html
    .replaceAll(/<\/?div[^>]*>/g, '')
    .replaceAll(/<(\/?)h\d[^>]*>/g, '<$1h>')
    .replaceAll(/<([a-z0-9]+)\s[^>]*?(\/?)>/g, '<$1$2>')
    .replaceAll(/\s*(<\/?(?:p|h|ul|ol|li|blockquote|pre|table|thead|tbody|tr|th|td|hr)\/?>)\s*/g, '$1')
    .replaceAll(/\s*(<br\/?>)\s*/g, '$1')
    .replaceAll(/\n<\/code>/g, '</code>');
}

const plain = {
  'the demonstration': readFileSync('prisma/seed/texts/crdts.md', 'utf8'),
  'its overwritten version': readFileSync('prisma/seed/texts/crdts-overwritten.md', 'utf8'),
  headings: '# A\n\nB\n===\n\nC\n---\n\n## D ##\n\n#not\n\ntext\n### E',
  emphasis: '*a* _b_ **c** __d__ ***e*** ~~f~~ a_b_c *a **b** c* **a *b* c** 2 * 3 * 4 *a**b* \\*g\\*',
  code: '`a` ``b ` c`` `*d*` `open\n\n    indented\n    more\n\n```\nconst a = 1;\n\n# no\n```\n\n~~~\nx\n~~~',
  lists: '- a\n- b\n  - c\n    - d\n- e\n\n1. f\n2. g\n   - h\n\n* i\n\n  still i\n\n* j\n\n+ k\ncarried on',
  quotes: '> a\n> b\n>\n> > c\n\n> - d\n> - e\nlazy',
  tables:
    '| a | b |\n| :- | -: |\n| *c* | d \\| e |\n| f |\n\nno | table\n\ng | h\n--|--\ni | j | k\n\nabove\nl | m\n--|--',
  breaks: 'a  \nb\\\nc\nd',
  rules: 'a\n\n***\n\n- - -\n\n___',
  signs: '1 < 2 & 3 > 2',
};

test.each(Object.entries(plain))('%s reads as it does everywhere', (_, text) => {
  const expected = renderToStaticMarkup(<ReactMarkdown remarkPlugins={[remarkGfm]}>{text}</ReactMarkdown>);
  expect(skeletonOf(render(text))).toBe(skeletonOf(expected));
});
