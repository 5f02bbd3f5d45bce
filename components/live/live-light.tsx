'use client';

import { classNames } from '@/components/ui/class-names';

import { useLiveState } from './live-state';
import type { LiveState } from './live-state';

const looks: Record<LiveState, { word: string; dot: string }> = {
  starting: { word: '', dot: 'bg-line-strong' },
  live: { word: 'live', dot: 'bg-added' },
  reconnecting: { word: 'reconnecting', dot: 'bg-withheld' },
  off: { word: 'not live', dot: 'bg-line-strong' },
};

/** Whether what others write is told here as it happens. Its place is kept, so that nothing moves when that changes. */
export function LiveLight() {
  const { word, dot } = looks[useLiveState()];
  return (
    <span
      data-live={word}
      className="inline-flex items-center gap-1.5 text-small text-soft min-[900px]:w-24 min-[900px]:justify-end"
    >
      <span aria-hidden className={classNames('size-2 shrink-0 rounded-full', dot)} />
      <span className="max-[899px]:sr-only">{word}</span>
    </span>
  );
}
