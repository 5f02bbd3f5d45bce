import { isTest, maxRouteLines } from './layout';
import type { Source } from './source';

type Sized = { label: string; lineCount: number };

const medianFileLines = 70;
const percentile95FileLines = 250;
const percentile95FunctionLines = 80;
const offendersShown = 5;

export function findSizeFaults(sources: readonly Source[]): string[] {
  const product = sources.filter(({ path }) => /^(?:app|components|lib)\//.test(path) && !isTest(path));
  const files = product.map(({ path, lineCount }) => ({ label: path, lineCount }));
  const functions = product.flatMap(({ path, functions: found }) =>
    found.map(({ name, lineCount }) => ({ label: `${name} in ${path}`, lineCount })),
  );
  return [
    ...findRouteFaults(product),
    ...findPercentileFault({ what: 'files', share: 0.5, limit: medianFileLines, sized: files }),
    ...findPercentileFault({ what: 'files', share: 0.95, limit: percentile95FileLines, sized: files }),
    ...findPercentileFault({
      what: 'functions',
      share: 0.95,
      limit: percentile95FunctionLines,
      sized: functions,
    }),
  ];
}

function findRouteFaults(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path, lineCount }) => /^app\/.*\broute\.tsx?$/.test(path) && lineCount > maxRouteLines)
    .map(
      ({ path, lineCount }) =>
        `${path}: has ${lineCount} lines, a route handler at most ${maxRouteLines}. It only joins the wrapper, a schema and a read or verb; move the rest there.`,
    );
}

function findPercentileFault(options: {
  what: string;
  share: number;
  limit: number;
  sized: readonly Sized[];
}): string[] {
  const { what, share, limit, sized } = options;
  const sorted = sized.toSorted((a, b) => a.lineCount - b.lineCount);
  const measured = sorted[Math.ceil(sorted.length * share) - 1]?.lineCount ?? 0;
  if (measured <= limit) return [];
  const largest = sorted
    .slice(-offendersShown)
    .toReversed()
    .map(({ label, lineCount }) => `${label} (${lineCount})`);
  return [
    `${what}: ${share * 100} % of them should have at most ${limit} lines, now it is ${measured}. Split the largest by concept: ${largest.join(', ')}.`,
  ];
}
