'use client';

import { useId, useMemo } from 'react';
import type { KeyboardEvent } from 'react';

import { formatBytes } from '@/components/ui/bytes';
import { markCliffs } from '@/lib/versions/size-steps';
import type { SizePoint, SizeStep } from '@/lib/versions/size-steps';

import { SizeBars } from './size-bars';
import { CliffLabels, percentLost } from './cliff-labels';

function describeStep({ number, bytes, lostShare, isDeleted }: SizeStep): string {
  if (isDeleted) return `Version ${number}: deleted`;
  if (bytes === null) return `Version ${number}: redacted, size unknown`;
  const lost = lostShare === null ? '' : `, ${percentLost(lostShare)} smaller than before`;
  return `Version ${number}: ${formatBytes(bytes)}${lost}`;
}

/** The chart in a sentence. */
function describeAll(steps: readonly SizeStep[]): string {
  const cliffs = steps.filter((step) => step.lostShare !== null);
  const known = steps.flatMap((step) => (step.bytes === null || step.isDeleted ? [] : [step.bytes]));
  const span = `From ${formatBytes(Math.min(...known))} to ${formatBytes(Math.max(...known))} in ${steps.length} versions.`;
  if (cliffs.length === 0) return `${span} No version lost much of the text.`;
  const shown = cliffs.slice(-3).map(describeStep).join('. ');
  return `${span} ${cliffs.length} lost much of the text. ${shown}.`;
}

const moves: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowUp: (at) => at + 1,
  PageUp: (at, last) => at + Math.ceil(last / 10),
  PageDown: (at, last) => at - Math.ceil(last / 10),
  Home: () => 0,
  End: (_, last) => last,
};

type SizeChartProps = {
  /** Oldest first. */
  points: readonly SizePoint[];
  shownId: string | null;
  onSelect: (id: string) => void;
};

/** Size over versions, in which a destroyed text is seen at a glance. A slider for the keyboard. */
export function SizeChart({ points, shownId, onSelect }: SizeChartProps) {
  const summaryId = useId();
  const steps = useMemo(() => markCliffs(points), [points]);
  const summary = useMemo(() => (steps.length > 0 ? describeAll(steps) : ''), [steps]);
  const last = steps.length - 1;
  const at = Math.max(
    steps.findIndex((step) => step.id === shownId),
    0,
  );
  const shown = steps[at];
  // One size alone says nothing that the header does not.
  if (!shown || steps.length < 2) return null;

  const select = (index: number) => {
    const step = steps[Math.min(Math.max(index, 0), last)];
    if (step) onSelect(step.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    select(move(at, last));
  };

  return (
    <section aria-label="Size over versions" className="px-4 pb-3">
      <p id={summaryId} className="sr-only">
        {summary}
      </p>
      {/* An input of type range could not be drawn as bars. */}
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="slider"
        tabIndex={0}
        aria-label="Version, by its size"
        aria-describedby={summaryId}
        aria-valuemin={steps[0]?.number ?? 1}
        aria-valuemax={steps[last]?.number ?? 1}
        aria-valuenow={shown.number}
        aria-valuetext={describeStep(shown)}
        title={describeStep(shown)}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          select(Math.floor(((event.clientX - box.left) / box.width) * steps.length));
        }}
        className="relative h-16 cursor-pointer border-b border-line-strong pt-5"
      >
        <SizeBars steps={steps} shownIndex={at} />
        <CliffLabels steps={steps} />
      </div>
    </section>
  );
}
