import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createOccupancy, pathsToLookUp } from './occupancy';
import { ancestorsOf } from './path';

const path = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);

describe('createOccupancy', () => {
  test('never gives out a path twice, nor one that is file and folder at once, nor more than there is room for', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(path, fc.nat(9))), fc.nat(8), fc.nat(30), (files, memories, bytes) => {
        const occupancy = createOccupancy({ taken: [], folders: [], room: { memories, bytes } });
        const taken = files.filter((each) => occupancy.take(...each) === 'imported');
        const given = taken.map(([each]) => each);
        const folders = new Set(given.flatMap(ancestorsOf));
        return (
          new Set(given).size === given.length &&
          given.length <= memories &&
          taken.reduce((sum, [, size]) => sum + size, 0) <= bytes &&
          !given.some((each) => folders.has(each))
        );
      }),
    );
  });

  test('goes by what is there already', () => {
    const { take } = createOccupancy({
      taken: ['/a', '/b/c'],
      folders: ['/d'],
      room: { memories: 2, bytes: 5 },
    });
    const sizes = { '/a': 1, '/a/x': 1, '/b/c': 1, '/d': 1, '/b/d': 6, '/e': 5, '/f': 0, '/g': 0 };
    expect(Object.entries(sizes).map((each) => take(...each))).toEqual([
      ...Array<string>(4).fill('path_conflict'),
      'store_too_large',
      'imported',
      'imported',
      'store_full',
    ]);
  });
});

test('looks up every path with its folders once', () => {
  expect(pathsToLookUp(['/a/b/c', '/a/b/d'])).toEqual(['/a/b/c', '/a', '/a/b', '/a/b/d']);
});
