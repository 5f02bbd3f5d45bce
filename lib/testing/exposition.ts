export type ParsedSample = { name: string; labels: Record<string, string>; value: number };
export type ParsedFamily = { name: string; type: string; help: string; samples: ParsedSample[] };

const unescaped: Record<string, string> = { n: '\n', '\\': '\\', '"': '"' };

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => {
    const found = unescaped[character];
    if (found === undefined) throw new Error(`"\\${character}" is no escape.`);
    return found;
  });
}

function parseNumber(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  if (text === 'NaN') return Number.NaN;
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) throw new Error(`"${text}" is no number.`);
  return Number(text);
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  const pair = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\.)*)"(?:,|$)/sy;
  while (pair.lastIndex < text.length) {
    const [, name = '', value = ''] = pair.exec(text) ?? [];
    if (name === '' || name in labels) throw new Error(`{${text}} are no labels.`);
    labels[name] = unescape(value);
  }
  return labels;
}

function parseSample(line: string): ParsedSample {
  const found = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/s.exec(line);
  if (!found) throw new Error(`"${line}" is no sample.`);
  const [, name = '', labels = '', value = ''] = found;
  return { name, labels: parseLabels(labels), value: parseNumber(value) };
}

function keyOf({ labels }: ParsedSample): string {
  const entries = Object.entries(labels).filter(([name]) => name !== 'le');
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Buckets rise, the last of them is all, and there is a sum. */
function checkHistogram({ name, samples }: ParsedFamily): void {
  for (const key of new Set(samples.map(keyOf))) {
    const own = samples.filter((sample) => keyOf(sample) === key);
    const buckets = own.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map((bucket) => parseNumber(bucket.labels['le'] ?? ''));
    const isRising = buckets.every(
      ({ value }, index) =>
        index === 0 || (value >= buckets[index - 1]!.value && bounds[index]! > bounds[index - 1]!),
    );
    const count = own.find((sample) => sample.name === `${name}_count`)?.value;
    const hasAll = bounds.at(-1) === Number.POSITIVE_INFINITY && buckets.at(-1)?.value === count;
    if (!isRising || !hasAll || !own.some((sample) => sample.name === `${name}_sum`))
      throw new Error(`${name} is no histogram for ${key}.`);
  }
}

function checkFamily(family: ParsedFamily): void {
  const { name, type, samples } = family;
  const endings = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  const stranger = samples.find((sample) => !endings.some((ending) => sample.name === name + ending));
  if (stranger) throw new Error(`${stranger.name} stands under ${name}.`);
  const all = samples.map((sample) => `${sample.name} ${keyOf(sample)} ${sample.labels['le'] ?? ''}`);
  if (new Set(all).size < all.length) throw new Error(`${name} says something twice.`);
  if (type === 'histogram') checkHistogram(family);
}

/** Reads Prometheus' exposition format 0.0.4 as its server does, and throws on whatever that refuses. */
export function parseExposition(text: string): Map<string, ParsedFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line must end.');
  const families = new Map<string, ParsedFamily>();
  let current: ParsedFamily | undefined;
  for (const line of text.split('\n')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/s.exec(line) ?? [];
    if (keyword === 'HELP') {
      if (families.has(name)) throw new Error(`${name} stands there twice.`);
      current = { name, type: 'untyped', help: unescape(rest), samples: [] };
      families.set(name, current);
    } else if (keyword === 'TYPE') {
      if (current?.name !== name || current.samples.length > 0) throw new Error(`${name}: a late TYPE.`);
      current.type = rest;
    } else if (line !== '') {
      if (!current) throw new Error(`"${line}" belongs to nothing.`);
      current.samples.push(parseSample(line));
    }
  }
  for (const family of families.values()) checkFamily(family);
  return families;
}

/** The value of the one sample with these labels, beside which it may have others; undefined when there is none. */
export function valueOf(
  families: Map<string, ParsedFamily>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const samples = [...families.values()].flatMap((family) => family.samples);
  const found = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  if (found.length > 1) throw new Error(`${name} ${JSON.stringify(labels)} fits ${found.length} samples.`);
  return found[0]?.value;
}
