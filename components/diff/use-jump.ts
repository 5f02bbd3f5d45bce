'use client';

import { useEffect } from 'react';
import type { RefObject } from 'react';

import type { DiffLayout } from '@/lib/history/diff-layout';

/** The viewer draws a moment after it was asked to. */
const maxFrames = 20;

type Jump = {
  scroller: RefObject<HTMLElement | null>;
  layout: DiffLayout;
  jump: { to: number } | null;
  scrollTo: (piece: number) => void;
};

function isInView(row: Element, scroller: Element): boolean {
  const [inner, outer] = [row.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return inner.top >= outer.top && inner.bottom <= outer.bottom - outer.height / 3;
}

/** Brings a change into view, where it is not: first its piece, then, once that is drawn, its first row. */
export function useJump({ scroller, layout, jump, scrollTo }: Jump): void {
  useEffect(
    function showChange() {
      const target = jump && layout.changes[jump.to];
      if (!jump || !target) return undefined;
      let frame = 0;
      let frames = 0;
      const look = () => {
        const box = scroller.current;
        const row = box?.querySelector(`[data-change="${jump.to}"]`)?.closest('tr');
        if (box && row) {
          if (!isInView(row, box)) row.scrollIntoView({ block: 'center' });
          return;
        }
        if (frames === 2) scrollTo(target.piece);
        frames += 1;
        if (frames < maxFrames) frame = requestAnimationFrame(look);
      };
      look();
      return () => cancelAnimationFrame(frame);
    },
    [jump, layout, scrollTo, scroller],
  );
}
