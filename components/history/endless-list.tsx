'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

const rowsBeyondSight = 8;

type EndlessListProps = {
  label: string;
  count: number;
  heightOf: (index: number) => number;
  keyOf: (index: number) => string;
  row: (index: number) => ReactNode;
  /** Asked for when the end comes into sight; undefined when there is no more. */
  onMore: (() => void) | undefined;
};

/** A list of any length in a box that scrolls; only rows in sight are drawn. */
export function EndlessList({ label, count, heightOf, keyOf, row, onMore }: EndlessListProps) {
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing that it returns is memoised here
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan: rowsBeyondSight,
    initialRect: { width: 600, height: 900 },
  });
  const items = virtual.getVirtualItems();
  const isEndNear = (items.at(-1)?.index ?? 0) >= count - rowsBeyondSight;
  useEffect(
    function loadMoreNearTheEnd() {
      if (isEndNear) onMore?.();
    },
    [isEndNear, onMore],
  );
  return (
    <section
      ref={box}
      aria-label={label}
      // What scrolls must be reached by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="min-h-0 grow overflow-y-auto focus-visible:-outline-offset-2"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start, size }) => (
          <li
            key={key}
            style={{ height: size, transform: `translateY(${start}px)` }}
            className="absolute inset-x-0 top-0"
          >
            {row(index)}
          </li>
        ))}
      </ul>
    </section>
  );
}
