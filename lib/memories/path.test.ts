import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ancestorsOf, endOfPrefix, findPathFault, memoryPath, pathPrefix } from './path';
import { maxPathSegments } from './path-problem';

const segment = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.normalize('NFC').replaceAll(/[/\p{Cc}\p{Cf}\u2028\u2029]/gu, ''))
  .filter((text) => text !== '' && text !== '.' && text !== '..');

const validPath = fc
  .array(segment, { minLength: 1, maxLength: maxPathSegments })
  .map((segments) => `/${segments.join('/')}`)
  .filter((path) => findPathFault(path) === null);

const prefix = fc.oneof(
  fc.constant('/'),
  validPath.map((path) => `${path}/`),
);

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

describe('findPathFault', () => {
  test.each([
    '/a',
    '/notes/2026/november.md',
    '/Ünïcode/文書/🦊.md',
    '/with space/and "quotes"',
    '/...',
    '/.hidden',
    '/.anthropic-memory-store',
    '/a%2Fb',
    `/${'s/'.repeat(19)}s`,
    `/${'x'.repeat(1023)}`,
  ])('accepts %j', (path) => expect(findPathFault(path)).toBeNull());

  const pattern = 'path: does not match regex pattern `^(/[^/\\x00]+)+$`';
  const hidden = 'path must not contain control or format characters';
  test.each([
    ['', 'path: minimum string length is 2'],
    ['/', 'path: minimum string length is 2'],
    ['relative', pattern],
    ['/a//b', pattern],
    ['/a/', pattern],
    ['//', pattern],
    ['/nul\0', pattern],
    ['/a/./b', 'path must not contain . or .. segments'],
    ['/../b', 'path must not contain . or .. segments'],
    ['/tab\there', hidden],
    ['/line\nbreak', hidden],
    ['/zero\u200Bwidth', hidden],
    ['/bom\uFEFF', hidden],
    ['/left\u202Eright', hidden],
    ['/line\u2028separator', hidden],
    ['/paragraph\u2029separator', hidden],
    ['/cafe\u0301', 'path must be NFC-normalized'],
    ['/\uD800', 'path: is not valid Unicode (lone surrogate)'],
    [`/${'x'.repeat(1024)}`, 'path: maximum string length is 1024'],
    [`/${'é'.repeat(512)}`, 'path must be at most 1024 bytes'],
    [`/${'s/'.repeat(20)}s`, 'path must be at most 20 segments deep'],
  ])('refuses %j', (path, fault) => {
    expect(findPathFault(path)).toBe(fault);
    expect(memoryPath.safeParse(path).error?.issues[0]?.message).toBe(fault);
  });

  test('refuses whatever has a control or format character anywhere', () => {
    fc.assert(
      fc.property(
        validPath,
        fc.constantFrom('\u0001', '\u007F', '\u00AD', '\u2066', '\u2028'),
        (path, bad) => {
          expect(findPathFault(`${path}${bad}`)).not.toBeNull();
        },
      ),
    );
  });
});

describe('ancestorsOf', () => {
  test('names every folder that a path implies, outermost first', () => {
    expect(ancestorsOf('/a')).toEqual([]);
    expect(ancestorsOf('/a/b/c')).toEqual(['/a', '/a/b']);
  });

  test('every ancestor of a valid path is a valid path and a proper prefix of whole segments', () => {
    fc.assert(
      fc.property(validPath, (path) => {
        const ancestors = ancestorsOf(path);
        expect(ancestors).toHaveLength(path.split('/').length - 2);
        for (const ancestor of ancestors) {
          expect(findPathFault(ancestor)).toBeNull();
          expect(path.startsWith(`${ancestor}/`)).toBe(true);
        }
      }),
    );
  });

  test('one path is an ancestor of another exactly when it is a prefix of whole segments', () => {
    fc.assert(
      fc.property(validPath, validPath, fc.boolean(), (a, b, isBelow) => {
        const path = isBelow ? `${a}${b}` : b;
        fc.pre(findPathFault(path) === null);
        expect(ancestorsOf(path).includes(a)).toBe(path.startsWith(`${a}/`));
      }),
    );
  });
});

describe('endOfPrefix', () => {
  test('a text begins with a prefix exactly when it lies from the prefix up to its end, in byte order', () => {
    const text = fc.oneof(validPath, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(prefix, text, fc.boolean(), (start, rest, isBelow) => {
        const path = isBelow ? `${start}${rest}` : rest;
        const isInRange = compareBytes(start, path) <= 0 && compareBytes(path, endOfPrefix(start)) < 0;
        expect(isInRange).toBe(path.startsWith(start));
      }),
    );
  });
});

describe('pathPrefix', () => {
  test('an empty prefix is the root, and every folder of a valid path is a prefix', () => {
    expect(pathPrefix.parse('')).toBe('/');
    fc.assert(
      fc.property(prefix, (folder) => {
        expect(pathPrefix.parse(folder)).toBe(folder);
      }),
    );
  });

  test.each(['notes/', '/notes', '//', '/a//', '/a/\0/', '/\uD800/'])('refuses %j', (bad) => {
    expect(pathPrefix.safeParse(bad).error?.issues[0]?.message).toBe(
      'path_prefix: does not match regex pattern `^(/([^/\\x00]+/)*)?$`',
    );
  });
});
