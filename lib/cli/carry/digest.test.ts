import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createDigester, findDifferences } from './digest';

const lines = fc.array(fc.string({ maxLength: 5 }), { maxLength: 20 });

test('the same rows come to the same, however they are cut into slices', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 1 })), (slices) => {
      const cut = createDigester('memory');
      for (const slice of slices) cut.add(slice);
      const all = slices.flat();
      const text = all.map((line) => `${line}\n`).join('');
      const sha256 = createHash('sha256').update(text).digest('hex');
      expect(cut.finish()).toEqual({ table: 'memory', rows: all.length, sha256 });
    }),
  );
});

test('whatever differs is named, and nothing else', () => {
  const digest = (table: string, rows: readonly string[]) => {
    const digester = createDigester(table);
    if (rows.length > 0) digester.add(rows);
    return digester.finish();
  };
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      const found = findDifferences(
        [digest('a', one), digest('b', [])],
        [digest('b', []), digest('a', other)],
      );
      expect(found).toHaveLength(one.join('\n') === other.join('\n') && one.length === other.length ? 0 : 1);
    }),
  );
  expect(findDifferences([digest('a', [])], [])).toEqual(['a is missing']);
});
