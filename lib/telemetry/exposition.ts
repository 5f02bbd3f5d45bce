export type Labels = Readonly<Record<string, string>>;
export type Sample = { labels: Labels; value: number };
/** `counts` are those of each bound alone, and at the end of what is above all of them. */
export type HistogramSample = { labels: Labels; counts: readonly number[]; sum: number };

export type Family =
  | { type: 'counter' | 'gauge'; name: string; help: string; samples: readonly Sample[] }
  | {
      type: 'histogram';
      name: string;
      help: string;
      bounds: readonly number[];
      samples: readonly HistogramSample[];
    };

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '"': '\\"' };

function quote(value: string): string {
  return value.replace(/[\\\n"]/g, (character) => escapes[character]!);
}

function formatNumber(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}

function formatSample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${quote(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${formatNumber(value)}`;
}

function formatHistogram(name: string, bounds: readonly number[], sample: HistogramSample): string[] {
  let total = 0;
  const buckets = [...bounds, Number.POSITIVE_INFINITY].map((bound, index) => {
    total += sample.counts[index] ?? 0;
    return formatSample(`${name}_bucket`, { ...sample.labels, le: formatNumber(bound) }, total);
  });
  return [
    ...buckets,
    formatSample(`${name}_sum`, sample.labels, sample.sum),
    formatSample(`${name}_count`, sample.labels, total),
  ];
}

function formatFamily(family: Family): string[] {
  const { name, type } = family;
  const help = family.help.replace(/[\\\n]/g, (character) => escapes[character]!);
  const samples =
    family.type === 'histogram'
      ? family.samples.flatMap((sample) => formatHistogram(name, family.bounds, sample))
      : family.samples.map(({ labels, value }) => formatSample(name, labels, value));
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
}

export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

/** The text that Prometheus scrapes, in its exposition format 0.0.4. */
export function formatExposition(families: readonly Family[]): string {
  return families.flatMap((family) => [...formatFamily(family), '']).join('\n');
}
