'use client';

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { startTransition, useCallback, useEffect, useRef, useState } from 'react';

import type { DiffLayout, DiffPiece } from '@/lib/history/diff-layout';

import { DiffChunk } from './diff-chunk';
import { DiffFold } from './diff-fold';
import { foldHeightPx, rowHeightPx } from './diff-theme';
import { readNonce } from './nonce';
import { assignSlots } from './slots';
import { useJump } from './use-jump';
import type { ComparedTexts } from './comparison';

type DiffLinesProps = {
  name: string;
  layout: DiffLayout;
  words: ComparedTexts['words'];
  isSplit: boolean;
  current: number | null;
  /** Each jump is a new object, also to the change where this is already. */
  jump: { to: number } | null;
  onUnfold: (block: number) => void;
};

/** What may be scrolled to has time. */
const drawMoreAfterMs = 200;
/** The first piece alone, what is in sight, and what lies beside that. */
type Stage = 'first' | 'sight' | 'near';

const leastHeight = (piece: DiffPiece | undefined) =>
  piece?.kind === 'rows' ? piece.rows.length * rowHeightPx : foldHeightPx;

function useSlots(shown: readonly number[]): ReadonlyMap<number, number> {
  const [slots, setSlots] = useState<ReadonlyMap<number, number>>(new Map());
  const isSame = shown.length === slots.size && shown.every((piece) => slots.has(piece));
  if (isSame) return slots;
  const next = assignSlots(shown, slots);
  setSlots(next);
  return next;
}

/** Text in many scripts takes its time to be laid out: a frame for each of the first pieces keeps the page alive meanwhile. */
function useStage(): Stage {
  const [stage, setStage] = useState<Stage>('first');
  useEffect(function drawMoreLater() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      startTransition(() => setStage('sight'));
      timer = setTimeout(() => startTransition(() => setStage('near')), drawMoreAfterMs);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return stage;
}

/** The lines of a difference, of which only those in view are drawn. */
export function DiffLines({ name, layout, words, isSplit, current, jump, onUnfold }: DiffLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [nonce] = useState(readNonce);
  const stage = useStage();
  // About as much as will be in sight, so that it is drawn at once and not only after it was measured.
  const [initialRect] = useState(() => ({ width: window.innerWidth, height: window.innerHeight / 2 }));
  const { pieces } = layout;
  // oxlint-disable-next-line react/incompatible-library -- nothing that it returns is memoised here
  const virtual = useVirtualizer({
    count: pieces.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => leastHeight(pieces[index]),
    overscan: stage === 'near' ? 1 : 0,
    rangeExtractor: (range) => (stage === 'first' ? [range.startIndex] : defaultRangeExtractor(range)),
    initialRect,
  });
  const items = virtual.getVirtualItems();
  const slots = useSlots(items.map(({ index }) => index));
  const scrollTo = useCallback(
    (index: number) => virtual.scrollToIndex(index, { align: 'start' }),
    [virtual],
  );
  useJump({ scroller, layout, jump, scrollTo });
  return (
    <section
      ref={scroller}
      aria-label={name}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with the keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="max-h-[max(320px,calc(100dvh-280px))] min-w-0 grow overflow-x-hidden overflow-y-auto bg-raised font-mono text-small focus-visible:-outline-offset-2"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const piece = pieces[index];
          return (
            <div
              key={slots.get(index)}
              data-index={index}
              ref={(node) => virtual.measureElement(node)}
              style={{ transform: `translateY(${start}px)`, minHeight: leastHeight(piece) }}
              className="absolute inset-x-0 top-0"
            >
              {piece?.kind === 'fold' && (
                <DiffFold count={piece.count} line={piece.line} onUnfold={() => onUnfold(piece.block)} />
              )}
              {piece?.kind === 'rows' && (
                <DiffChunk
                  rows={piece.rows}
                  words={words}
                  isSplit={isSplit}
                  current={current}
                  nonce={nonce}
                />
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}
