'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ReactNode } from 'react';

export type PathLine = { key: string; path: string; detail?: ReactNode };

const linePx = 28;
const withDetailPx = 64;
const maxHeightPx = 240;

/** The exact list of what an act is about, however long. */
export function PathList({ label, lines }: { label: string; lines: readonly PathLine[] }) {
  const box = useRef<HTMLElement>(null);
  // Nothing here is memoized that holds one of its functions.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.detail === undefined ? linePx : withDetailPx),
    overscan: 6,
  });
  const height = virtualizer.getTotalSize();
  return (
    <section
      ref={box}
      aria-label={label}
      // A region that scrolls must be reached by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      style={{ height: Math.min(height + 2, maxHeightPx) }}
      className="overflow-y-auto rounded-control border border-line bg-paper"
    >
      <ul className="relative" style={{ height }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const { key, path, detail } = lines[index]!;
          return (
            <li
              key={key}
              aria-posinset={index + 1}
              aria-setsize={lines.length}
              style={{ transform: `translateY(${start}px)`, height: size }}
              className="absolute inset-x-0 top-0 grid content-center px-2"
            >
              <span className="truncate" title={path}>
                {path}
              </span>
              {detail !== undefined && (
                <span className="line-clamp-2 text-small [overflow-wrap:anywhere] text-soft">{detail}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
