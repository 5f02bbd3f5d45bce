'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

import type { BlameResource } from '@/lib/history/schema';

import { BlameRow } from './blame-row';
import { rowHeightPx } from './diff-theme';

const rowsBeyondSight = 10;

/** The lines of a memory, of which only those in view are drawn. */
export function BlameLines({ blame }: { blame: BlameResource }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { lines } = blame;
  const versions = new Map(blame.versions.map((version) => [version.id, version]));
  // oxlint-disable-next-line react/incompatible-library -- nothing that it returns is memoised here
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: rowsBeyondSight,
  });
  return (
    <section
      ref={scroller}
      aria-label="Lines and who introduced them"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with the keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="max-h-[max(320px,calc(100dvh-240px))] overflow-y-auto border-y border-line bg-raised py-1 font-mono text-small focus-visible:-outline-offset-2"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]!;
          return (
            <div
              key={index}
              data-index={index}
              ref={(node) => virtual.measureElement(node)}
              style={{ transform: `translateY(${start}px)` }}
              className="absolute inset-x-0 top-0"
            >
              <BlameRow
                line={line}
                number={index + 1}
                version={versions.get(line.memory_version_id)}
                isFirst={lines[index - 1]?.memory_version_id !== line.memory_version_id}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
