import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { holdsInAnyCase } from './any-case';

/** The condition as the database evaluates it, with `lower` of ASCII and `translate`. */
function holds(haystack: string, text: string): boolean {
  const values: string[] = [];
  const sql = holdsInAnyCase('path', text, (value) => `$${values.push(String(value))}`);
  const needle = values.at(-1) ?? '';
  const [from = '', to = ''] = sql.includes('translate') ? values : [];
  const lowered = haystack.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const translated = [...lowered].map((each) => {
    const place = [...from].indexOf(each);
    return place === -1 ? each : ([...to][place] ?? '');
  });
  return translated.join('').includes(needle);
}

const letters = fc.constantFrom(
  'a',
  'B',
  'z',
  'é',
  'É',
  'ß',
  'Ω',
  'ω',
  'ж',
  'Ж',
  '漢',
  '_',
  '%',
  '\\',
  '/',
  '.',
);
const text = fc.array(letters, { minLength: 1, maxLength: 6 }).map((each) => each.join(''));

describe('holdsInAnyCase', () => {
  test('finds every part of a text, whatever its case', () => {
    fc.assert(
      fc.property(text, text, text, (before, part, after) => {
        expect(holds(`${before}${part}${after}`, part)).toBe(true);
        expect(
          holds(
            `${before}${part}${after}`,
            part.replace(/[a-zéωж]/g, (each) => each.toUpperCase()),
          ),
        ).toBe(true);
        expect(holds(`${before}${part.toLowerCase()}${after}`, part)).toBe(true);
      }),
    );
  });

  test('finds nothing that differs by more than case', () => {
    fc.assert(
      fc.property(text, text, (haystack, part) => {
        expect(holds(haystack, part)).toBe(haystack.toLowerCase().includes(part.toLowerCase()));
      }),
    );
  });

  test('takes composed and decomposed letters for the same', () => {
    expect(holds('/résumé', 're\u0301SUM')).toBe(true);
  });
});
