'use client';

import { memo, startTransition, useEffect, useMemo, useState } from 'react';

import type { Block, ListItem } from '@/lib/versions/markdown';
import { parseMarkdown } from '@/lib/versions/parse-markdown';

import { InertSpans } from './inert-spans';
import { InertTable } from './inert-table';
import { VisibleText } from './visible-text';

/** Below the page's own heading. A level is never skipped, whatever the text does: who listens to the outline would get lost. */
function outline(blocks: readonly Block[]): Map<Block, number> {
  const levels = new Map<Block, number>();
  let above = 1;
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    above = Math.min(block.level + 1, above + 1, 6);
    levels.set(block, above);
  }
  return levels;
}

const headingLooks = ['text-title', 'text-lead', 'text-base', 'text-base', 'text-base', 'text-base'] as const;

function Heading({ block, level }: { block: Block & { kind: 'heading' }; level: number | undefined }) {
  if (block.content.length === 0 || level === undefined) return null;
  const Tag = `h${level}` as 'h2';
  return (
    <Tag className={`mt-2 font-semibold first:mt-0 ${headingLooks[block.level - 1] ?? 'text-base'}`}>
      <InertSpans spans={block.content} />
    </Tag>
  );
}

function Code({ language, text }: { language: string; text: string }) {
  return (
    <div className="rounded-control border border-line bg-sunken">
      {language !== '' && (
        <p className="border-b border-line px-3 py-1 font-mono text-small text-soft">
          <VisibleText text={language} />
        </p>
      )}
      <pre className="px-3 py-2 text-small leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap">
        <code>
          <VisibleText text={text} />
        </code>
      </pre>
    </div>
  );
}

/** In a list without blank lines between its items, paragraphs stand without a distance. */
function Item({ item, isLoose }: { item: ListItem; isLoose: boolean }) {
  return (
    <li className={item.isDone === null ? undefined : 'list-none'}>
      {item.isDone !== null && <span className="-ml-5 inline-block w-5">{item.isDone ? '☑' : '☐'}</span>}
      {item.children.map((child, index) =>
        child.kind === 'paragraph' && !isLoose ? (
          <InertSpans key={index} spans={child.content} />
        ) : (
          <InertBlock key={index} block={child} level={undefined} />
        ),
      )}
    </li>
  );
}

function List({ block }: { block: Block & { kind: 'list' } }) {
  const items = block.items.map((item, index) => <Item key={index} item={item} isLoose={block.isLoose} />);
  if (block.first === null) return <ul className="grid list-disc gap-1 pl-6">{items}</ul>;
  return (
    <ol start={block.first} className="grid list-decimal gap-1 pl-8">
      {items}
    </ol>
  );
}

/** A heading inside of a list or quote has no place in the outline, and is shown as a paragraph that is set in bold. */
function InertBlock({ block, level }: { block: Block; level: number | undefined }) {
  switch (block.kind) {
    case 'heading':
      return level === undefined ? (
        <p className="font-semibold">
          <InertSpans spans={block.content} />
        </p>
      ) : (
        <Heading block={block} level={level} />
      );
    case 'paragraph':
      return (
        <p>
          <InertSpans spans={block.content} />
        </p>
      );
    case 'code':
      return <Code language={block.language} text={block.text} />;
    case 'quote':
      return (
        <blockquote className="grid gap-3 border-l-2 border-line-strong pl-3 text-soft">
          {block.children.map((child, index) => (
            <InertBlock key={index} block={child} level={undefined} />
          ))}
        </blockquote>
      );
    case 'list':
      return <List block={block} />;
    case 'table':
      return <InertTable block={block} />;
    case 'rule':
      return <hr className="border-line" />;
  }
}

/** A screen or two. The rest of a long text follows in slices, so that the page answers meanwhile. */
const blocksAtOnce = 80;

/**
 * Markdown for looking at. Whatever it says, it runs nothing and asks for nothing: there is no element here that could. Long texts are
 * laid out as they come into view.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  const levels = useMemo(() => outline(blocks), [blocks]);
  const [limit, setLimit] = useState(blocksAtOnce);
  useEffect(
    function showMoreWhenThereIsTime() {
      if (limit < blocks.length) startTransition(() => setLimit((before) => before * 2));
    },
    [limit, blocks.length],
  );
  return (
    <div className="grid gap-3 [overflow-wrap:anywhere] *:min-w-0 *:[contain-intrinsic-height:auto_48px] *:[content-visibility:auto]">
      {blocks.slice(0, limit).map((block, index) => (
        <InertBlock key={index} block={block} level={levels.get(block)} />
      ))}
    </div>
  );
});
