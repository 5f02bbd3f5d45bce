import type { SizeStep } from '@/lib/versions/size-steps';

/** Words for the worst; the rest have their colour, and words in the list of versions. */
const maxLabels = 3;

/** Closer to each other they would overlap. */
const leastDistance = 0.14;

function worstFirst(steps: readonly SizeStep[]): { at: number; lostShare: number; number: number }[] {
  const labels: { at: number; lostShare: number; number: number }[] = [];
  const cliffs = steps
    .flatMap(({ lostShare, number }, index) =>
      lostShare === null ? [] : [{ at: (index + 0.5) / steps.length, lostShare, number }],
    )
    .toSorted((a, b) => b.lostShare - a.lostShare);
  for (const cliff of cliffs) {
    const isFree = labels.every((label) => Math.abs(label.at - cliff.at) >= leastDistance);
    if (isFree && labels.length < maxLabels) labels.push(cliff);
  }
  return labels;
}

/** Rounded down: what is not quite all gone does not read as all gone. */
export function percentLost(lostShare: number): string {
  return `${Math.floor(lostShare * 100)} %`;
}

/** Says over a cliff how much went. */
export function CliffLabels({ steps }: { steps: readonly SizeStep[] }) {
  return worstFirst(steps).map(({ at, lostShare, number }) => (
    <span
      key={number}
      aria-hidden
      style={{ left: `clamp(40px, ${at * 100}%, 100% - 40px)` }}
      className="pointer-events-none absolute top-0 -translate-x-1/2 text-small font-medium whitespace-nowrap text-removed"
    >
      ▼ {percentLost(lostShare)} lost
    </span>
  ));
}
