import { X } from 'lucide-react';

import { VisibleText } from '@/components/text/visible-text';
import { IconButton } from '@/components/ui/icon-button';
import type { Span } from '@/lib/versions/token-borders';

const shownSpans = 50;
const shownCharacters = 120;

type ChosenSpansProps = {
  content: string;
  spans: readonly Span[];
  onChange: (spans: readonly Span[]) => void;
};

/** What was taken so far. */
export function ChosenSpans({ content, spans, onChange }: ChosenSpansProps) {
  if (spans.length === 0) return <p className="text-soft">Nothing is taken yet.</p>;
  return (
    <section aria-label="Taken for redaction" className="grid gap-1">
      <output>
        {spans.length} {spans.length === 1 ? 'place' : 'places'} taken. Every other occurrence is found in the
        next step.
      </output>
      <ul className="grid max-h-40 overflow-y-auto rounded-control border border-line">
        {spans.slice(0, shownSpans).map((span) => {
          const text = content.slice(span.start, Math.min(span.end, span.start + shownCharacters));
          return (
            <li
              key={span.start}
              className="flex items-center gap-2 border-b border-line pl-2 last:border-b-0"
            >
              <code className="min-w-0 grow text-small [overflow-wrap:anywhere]">
                <VisibleText text={text} />
                {span.end - span.start > shownCharacters && '…'}
              </code>
              <IconButton
                icon={X}
                label={`Do not redact ${text}`}
                onClick={() => onChange(spans.filter((each) => each !== span))}
              />
            </li>
          );
        })}
        {spans.length > shownSpans && (
          <li className="px-2 py-1 text-small text-soft">and {spans.length - shownSpans} more</li>
        )}
      </ul>
    </section>
  );
}
