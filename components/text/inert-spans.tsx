import { Fragment } from 'react';

import type { Inline } from '@/lib/versions/markdown';

import { VisibleText } from './visible-text';

const shownTargetCharacters = 160;

/** Where a link or picture would lead, as text in its full sight: nothing to press, nothing to load. */
function Target({ target }: { target: string }) {
  const rest = target.length - shownTargetCharacters;
  return (
    <code className="text-small text-soft">
      {' ('}
      <VisibleText text={target.slice(0, shownTargetCharacters)} />
      {rest > 0 && `… and ${rest} characters`}
      {')'}
    </code>
  );
}

function InertSpan({ span }: { span: Inline }) {
  switch (span.kind) {
    case 'text':
      return <VisibleText text={span.text} />;
    case 'code':
      return (
        <code className="rounded-control bg-sunken px-1 text-[0.92em]">
          <VisibleText text={span.text} />
        </code>
      );
    case 'emphasis':
      return (
        <em>
          <InertSpans spans={span.children} />
        </em>
      );
    case 'strong':
      return (
        <strong className="font-semibold">
          <InertSpans spans={span.children} />
        </strong>
      );
    case 'struck':
      return (
        <del>
          <InertSpans spans={span.children} />
        </del>
      );
    case 'link':
    case 'image':
      return (
        <>
          {span.kind === 'image' && <span className="text-soft">picture: </span>}
          <span className="underline decoration-line-strong decoration-dotted underline-offset-3">
            <InertSpans spans={span.children} />
          </span>
          <Target target={span.target} />
        </>
      );
    case 'break':
      return <br />;
  }
}

/** The spans of a paragraph, as text and its emphasis and nothing else. */
export function InertSpans({ spans }: { spans: readonly Inline[] }) {
  return spans.map((span, index) => (
    <Fragment key={index}>
      <InertSpan span={span} />
    </Fragment>
  ));
}
