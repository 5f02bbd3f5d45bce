import 'server-only';

import { logger } from '@/lib/logger/logger';

import type { Family, HistogramSample, Labels, Sample } from './exposition';
import { shared } from './shared';

type Collector = { name: string; collect: () => Family | Promise<Family> };

const collectors = shared('metrics', () => new Map<string, Collector>());
/** A scrape waits for ten seconds in all; a database that does not answer must not cost it the rest. */
const collectTimeoutMs = 3_000;

type Described<Name extends string> = { name: string; help: string; labels: readonly Name[] };
type Named<Name extends string> = Readonly<Record<Name, string>>;

/** The one collector of this name; whichever copy of a module comes first makes it. */
function findOrAdd<Made extends Collector>(name: string, make: () => Made): Made {
  const found = collectors.get(name) as Made | undefined;
  if (found) return found;
  const made = make();
  collectors.set(name, made);
  return made;
}

/** What belongs to one set of label values. Values come from a closed set: never an id, a name or anything that a caller sent. */
function children<Name extends string, Child>(labels: readonly Name[], make: (values: Labels) => Child) {
  const known = new Map<string, Child>();
  return {
    all: () => known.values(),
    of: (values: Named<Name>): Child => {
      const key = labels.map((label) => values[label]).join('\n');
      let child = known.get(key);
      if (child === undefined) known.set(key, (child = make({ ...values })));
      return child;
    },
  };
}

export type Count = { labels: Labels; value: number };

/** A number that only grows. Take `of` once and add to its `value` where it counts. */
export function counter<Name extends string>({ name, help, labels }: Described<Name>) {
  return findOrAdd(name, () => {
    const counts = children<Name, Count>(labels, (values) => ({ labels: values, value: 0 }));
    const collect = (): Family => ({ type: 'counter', name, help, samples: [...counts.all()] });
    return { name, collect, of: counts.of };
  });
}

export type Observe = (value: number) => void;

/** How often what was observed lay below each of the bounds. Take `of` once: observing is then a few comparisons. */
export function histogram<Name extends string>(described: Described<Name> & { bounds: readonly number[] }) {
  const { name, help, labels, bounds } = described;
  type Child = HistogramSample & { observe: Observe };
  return findOrAdd(name, () => {
    const kept = children<Name, Child>(labels, (values) => {
      const counts = Array.from({ length: bounds.length + 1 }, () => 0);
      const child = { labels: values, counts, sum: 0, observe };
      function observe(value: number): void {
        let index = 0;
        while (index < bounds.length && value > bounds[index]!) index += 1;
        counts[index]! += 1;
        child.sum += value;
      }
      return child;
    });
    const collect = (): Family => ({ type: 'histogram', name, help, bounds, samples: [...kept.all()] });
    return { name, collect, of: (values: Named<Name>) => kept.of(values).observe };
  });
}

type Gauge = {
  name: string;
  help: string;
  /** Asked at each scrape. One number, or several with labels; what fails or takes too long is left out. */
  read: () => number | readonly Sample[] | Promise<readonly Sample[]>;
};

/** A number that is read when somebody scrapes. Registering a name again replaces what was there. */
export function registerGauge({ name, help, read }: Gauge): void {
  const collect = async (): Promise<Family> => {
    const found = await read();
    const samples = typeof found === 'number' ? [{ labels: {}, value: found }] : found;
    return { type: 'gauge', name, help, samples };
  };
  collectors.set(name, { name, collect });
}

/** As `registerGauge`, for what only grows. */
export function registerCounter({ name, help, read }: Omit<Gauge, 'read'> & { read: () => number }): void {
  const collect = (): Family => ({ type: 'counter', name, help, samples: [{ labels: {}, value: read() }] });
  collectors.set(name, { name, collect });
}

async function collectInTime({ name, collect }: Collector): Promise<Family | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), collectTimeoutMs);
  });
  try {
    return await Promise.race([collect(), late]);
  } catch (error) {
    logger().warn({ err: error, metric: name }, 'a metric could not be read');
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Everything that this process knows of itself, by name. */
export async function collectMetrics(): Promise<Family[]> {
  const byName = [...collectors.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const families = await Promise.all(byName.map(collectInTime));
  return families.filter((family) => family !== null);
}
