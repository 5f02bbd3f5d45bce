import { Fragment } from 'react';

import { VisibleText } from '@/components/text/visible-text';
import type { ByteSpanResource } from '@/lib/redactions/schema';
import { spanOfBytes } from '@/lib/versions/redaction-span';
import { uniteSpans } from '@/lib/versions/token-borders';

type MaskedTextProps = { content: string; spans: readonly ByteSpanResource[] };

/** The text with what will be masked struck out. */
export function MaskedText({ content, spans }: MaskedTextProps) {
  const places = uniteSpans(
    spans.map(({ start_byte, end_byte }) =>
      spanOfBytes(content, { startByte: start_byte, endByte: end_byte }),
    ),
  );
  const starts = [0, ...places.map(({ end }) => end)];
  return (
    // Whoever has no pointer scrolls it by its focus.
    <pre
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      aria-label="The text, with what will be masked struck out"
      className="max-h-[30dvh] overflow-y-auto rounded-control border border-line p-3 font-mono text-small [overflow-wrap:anywhere] whitespace-pre-wrap"
    >
      {places.map((span, index) => (
        <Fragment key={span.start}>
          <VisibleText text={content.slice(starts[index], span.start)} />
          <del className="rounded-control bg-removed-soft text-removed">
            <VisibleText text={content.slice(span.start, span.end)} />
          </del>
        </Fragment>
      ))}
      <VisibleText text={content.slice(starts.at(-1))} />
    </pre>
  );
}
