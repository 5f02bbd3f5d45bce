import fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseExposition } from '@/lib/testing/exposition';

import { formatExposition } from './exposition';
import type { Family } from './exposition';

const labels = fc.dictionary(fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/), fc.string({ unit: 'binary' }), {
  noNullPrototype: true,
  maxKeys: 3,
});
const value = fc.oneof(
  fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
  fc.integer(),
);

test('whatever labels and values hold, a scraper reads them back', () => {
  const samples = fc.uniqueArray(fc.record({ labels, value }), {
    selector: (sample) =>
      JSON.stringify(Object.entries(sample.labels).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  });
  fc.assert(
    fc.property(samples, fc.string({ unit: 'binary' }), (given, help) => {
      const text = formatExposition([{ type: 'gauge', name: 'a_gauge', help, samples: given }]);
      const read = parseExposition(text).get('a_gauge')!;
      expect(read.help).toBe(help);
      expect(read.samples).toEqual(given.map((sample) => ({ name: 'a_gauge', ...sample })));
    }),
  );
});

test('a histogram has rising buckets, of which the last holds everything', () => {
  const family: Family = {
    type: 'histogram',
    name: 'h',
    help: 'h',
    bounds: [0.5, 1],
    samples: [{ labels: { route: '/a' }, counts: [2, 0, 3], sum: 12.5 }],
  };
  expect(formatExposition([family])).toBe(`# HELP h h
# TYPE h histogram
h_bucket{route="/a",le="0.5"} 2
h_bucket{route="/a",le="1"} 2
h_bucket{route="/a",le="+Inf"} 5
h_sum{route="/a"} 12.5
h_count{route="/a"} 5
`);
});
