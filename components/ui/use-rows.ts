'use client';

import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';

import { rowsToDraw, scrollTopFor, sightOf } from './row-window';
import type { RowBox } from './row-window';

type Rows = {
  /** Is there from the first rendering on. */
  box: RefObject<HTMLElement | null>;
  count: number;
  rowPx: number;
  topPx?: number;
  beyondSight: number;
  keptRow?: number;
  /** What the server renders for, before the size of the window is known. */
  firstHeightPx: number;
};

function measure(element: HTMLElement, rows: Pick<RowBox, 'rowPx' | 'topPx'>): RowBox {
  return { ...rows, scrollTopPx: element.scrollTop, heightPx: element.clientHeight };
}

function scrollIntoSight(element: HTMLElement, index: number, rows: Pick<RowBox, 'rowPx' | 'topPx'>): void {
  element.scrollTop = scrollTopFor(index, measure(element, rows));
}

/** Of any number of rows of one height those to draw: the ones in sight of the box, and some beyond. */
export function useRows({ box, rowPx, topPx = 0, firstHeightPx, ...drawn }: Rows) {
  const [sight, setSight] = useState(() =>
    sightOf({ rowPx, topPx, scrollTopPx: 0, heightPx: firstHeightPx }),
  );
  useLayoutEffect(
    function followTheBox() {
      const element = box.current;
      if (!element) return undefined;
      const look = () => {
        const next = sightOf(measure(element, { rowPx, topPx }));
        setSight((before) => (before.first === next.first && before.last === next.last ? before : next));
      };
      // Rows that are drawn later than the box is scrolled would leave it blank for a moment.
      const lookAtOnce = () => flushSync(look);
      look();
      const observer = new ResizeObserver(look);
      observer.observe(element);
      element.addEventListener('scroll', lookAtOnce, { passive: true });
      return () => {
        observer.disconnect();
        element.removeEventListener('scroll', lookAtOnce);
      };
    },
    [box, rowPx, topPx],
  );
  const scrollToRow = (index: number) => {
    if (box.current) scrollIntoSight(box.current, index, { rowPx, topPx });
  };
  return { sight, rows: rowsToDraw(sight, drawn), scrollToRow };
}
