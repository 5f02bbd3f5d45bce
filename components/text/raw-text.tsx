'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';

import { Copy } from '@/components/ui/copy';
import { formatCount } from '@/components/ui/bytes';
import { toRawLines } from '@/lib/versions/raw-lines';

import { VisibleText } from './visible-text';

const lineHeightPx = 20;
const linesBeyondSight = 20;

/** The text as agents get it, character by character. Only the lines in sight are there. */
export function RawText({ text }: { text: string }) {
  const lines = useMemo(() => toRawLines(text), [text]);
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing that it returns is memoised here
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeightPx,
    overscan: linesBeyondSight,
    initialRect: { width: 600, height: 600 },
  });
  const lineCount = lines.findLast((line) => line.number !== null)?.number ?? 1;
  return (
    <div>
      <p className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line px-4 py-1 text-small text-soft">
        {formatCount(lineCount)} {lineCount === 1 ? 'line' : 'lines'}, exactly as agents get them
        <Copy text={text} label="Copy the text" shown="Copy all" />
      </p>
      {/* Whoever has no pointer scrolls it by its focus. */}
      <div
        ref={box}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="group"
        aria-label="Raw text"
        className="max-h-[calc(100dvh-128px)] overflow-y-auto py-2"
      >
        <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              ref={virtualizer.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
              className="absolute inset-x-0 top-0 flex font-mono text-small leading-5"
            >
              <span aria-hidden className="w-14 shrink-0 pr-3 text-right text-soft select-none">
                {lines[index]?.number}
              </span>
              <pre className="min-h-5 min-w-0 grow pr-4 [overflow-wrap:anywhere] whitespace-pre-wrap">
                <VisibleText text={lines[index]?.text ?? ''} />
              </pre>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
