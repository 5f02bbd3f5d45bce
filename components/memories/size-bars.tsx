import { useId } from 'react';

import type { SizeStep } from '@/lib/versions/size-steps';

const heightUnits = 100;
/** So that a version that is nearly empty is not taken for none. */
const leastUnits = 3;

type Bar = { index: number; height: number };

/** The edge of each cliff, of one width however many versions there are. */
function edgesOf(bars: readonly (Bar & { step: SizeStep })[]): string {
  return bars
    .flatMap(({ index, height, step }) => {
      const before = bars[index - 1];
      if (step.lostShare === null || !before) return [];
      return [`M${index} ${heightUnits - before.height}V${heightUnits - height}`];
    })
    .join('');
}

/** One path for any number of bars: ten thousand rectangles would be ten thousand elements. */
function pathOf(bars: readonly Bar[]): string {
  return bars
    .map(({ index, height }) => `M${index} ${heightUnits}V${heightUnits - height}h1V${heightUnits}z`)
    .join('');
}

type SizeBarsProps = { steps: readonly SizeStep[]; shownIndex: number };

/** A bar a version, the full width; cliffs and gaps in looks of their own. */
export function SizeBars({ steps, shownIndex }: SizeBarsProps) {
  const hatchId = useId();
  const largest = Math.max(1, ...steps.map((step) => step.bytes ?? 0));
  const bars = steps.map((step, index) => ({
    index,
    step,
    height: Math.max(((step.bytes ?? 0) / largest) * heightUnits, leastUnits),
  }));
  const usual = bars.filter(({ step }) => step.bytes !== null && step.lostShare === null);
  const cliffs = bars.filter(({ step }) => step.lostShare !== null);
  const gaps = bars.flatMap(({ step, index }) =>
    step.bytes === null ? [{ index, height: heightUnits }] : [],
  );
  const shown = bars.slice(shownIndex, shownIndex + 1).map(({ index }) => ({ index, height: heightUnits }));
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${steps.length} ${heightUnits}`}
      preserveAspectRatio="none"
      className="block h-11 w-full"
    >
      <defs>
        <pattern
          id={hatchId}
          width={Math.max(steps.length / 160, 0.001)}
          height={12}
          patternUnits="userSpaceOnUse"
        >
          <rect width={Math.max(steps.length / 320, 0.0005)} height={12} className="fill-redacted" />
        </pattern>
      </defs>
      <path d={pathOf(shown)} className="fill-accent-soft" />
      <path d={pathOf(usual)} className="fill-line-strong" />
      <path d={pathOf(cliffs)} className="fill-removed" />
      <path d={edgesOf(bars)} vectorEffect="non-scaling-stroke" strokeWidth={2} className="stroke-removed" />
      <path d={pathOf(gaps)} fill={`url(#${hatchId})`} />
      <path
        d={pathOf(bars.slice(shownIndex, shownIndex + 1))}
        vectorEffect="non-scaling-stroke"
        strokeWidth={2}
        className="fill-accent stroke-accent"
      />
    </svg>
  );
}
