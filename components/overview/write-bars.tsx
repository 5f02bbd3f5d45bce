import { kinds } from '@/components/actors/actor-label';
import { formatCount } from '@/components/ui/bytes';
import type { ActorType } from '@/lib/auth/actor';
import { sumOf } from '@/lib/overview/write-bars';
import type { Bar, Span } from '@/lib/overview/write-bars';

import { describeBar } from './bar-words';

/** In the chart's own units; it stretches to the width that there is. */
const heightUnits = 40;
const gapUnits = 0.15;
/** The smallest count is still seen. */
const leastUnits = 2;

type WriteBarsProps = {
  bars: readonly Bar[];
  type: ActorType;
  span: Span;
  /** The highest bar of all kinds, so that they can be compared. */
  highest: number;
  isInBrowser: boolean;
};

/** The writes of one kind of actor over time. */
export function WriteBars({ bars, type, span, highest, isInBrowser }: WriteBarsProps) {
  const nameOf = (bar: Bar) => describeBar(bar, span, isInBrowser);
  const most = bars.reduce((best, bar) => (bar.counts[type] > best.counts[type] ? bar : best));
  const peak = most.counts[type] > 0 ? `, most at ${nameOf(most)}: ${formatCount(most.counts[type])}` : '';
  const label = `${kinds[type].plural}: ${formatCount(sumOf(bars, type))} writes${peak}`;
  return (
    <div className="grid min-w-0 gap-1">
      <span className="sr-only">{label}</span>
      <svg
        aria-hidden
        viewBox={`0 0 ${bars.length} ${heightUnits}`}
        preserveAspectRatio="none"
        className="h-10 w-full border-b border-line-strong text-accent"
      >
        {bars.map((bar, index) => {
          const count = bar.counts[type];
          const height = count === 0 ? 0 : Math.max(leastUnits, (count / highest) * heightUnits);
          return (
            <g key={bar.startMs}>
              <title>{`${nameOf(bar)}: ${formatCount(count)}`}</title>
              <rect x={index} y={0} width={1} height={heightUnits} fill="transparent" />
              <rect
                x={index + gapUnits}
                y={heightUnits - height}
                width={1 - 2 * gapUnits}
                height={height}
                fill="currentColor"
              />
            </g>
          );
        })}
      </svg>
      <Axis {...{ bars, span, isInBrowser }} />
    </div>
  );
}

const hoursBetweenMarks = 6;

/** When the bars begin: every six hours, or every day. */
function Axis({ bars, span, isInBrowser }: Pick<WriteBarsProps, 'bars' | 'span' | 'isInBrowser'>) {
  const every = span === 'day' ? hoursBetweenMarks : 1;
  const marks = bars.filter((_, index) => index % every === 0);
  return (
    <span aria-hidden className="flex text-small text-soft">
      {marks.map((bar) => (
        <span key={bar.startMs} className="min-w-0 flex-1 truncate">
          {describeBar(bar, span, isInBrowser)}
        </span>
      ))}
    </span>
  );
}
