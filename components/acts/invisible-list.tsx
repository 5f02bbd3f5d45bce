'use client';

import { useDeferredValue, useMemo } from 'react';

import { findInvisible } from '@/lib/versions/invisible';

const shownRuns = 5;

type InvisibleListProps = { text: string; onShow: (start: number, end: number) => void };

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1))
    line += 1;
  return line;
}

/** A text box cannot show these characters; each is named here, and selected in the box on a press. */
export function InvisibleList({ text, onShow }: InvisibleListProps) {
  const deferred = useDeferredValue(text);
  const runs = useMemo(() => findInvisible(deferred), [deferred]);
  if (runs.length === 0) return null;
  return (
    <section
      aria-label="Invisible characters"
      className="grid gap-1 rounded-control bg-changed-soft px-3 py-2"
    >
      <p className="text-changed">
        This text has characters that nobody sees, but agents read. Choose one to select it.
      </p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {runs.slice(0, shownRuns).map((run) => (
          <li key={run.start}>
            <button
              type="button"
              className="text-left text-accent underline"
              onClick={() => onShow(run.start, run.end)}
            >
              Line {lineOf(deferred, run.start)}: {run.names}
            </button>
          </li>
        ))}
        {runs.length > shownRuns && <li className="text-changed">and {runs.length - shownRuns} more</li>}
      </ul>
    </section>
  );
}
