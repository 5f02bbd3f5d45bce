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
      fc.property(fc.array(path), fc.nat(8), (paths, room) => {
        const occupancy = createOccupancy({ taken: [], folders: [], room });
        const given = paths.filter((each) => occupancy.take(each) === 'imported');
        const folders = new Set(given.flatMap(ancestorsOf));
        return (
          new Set(given).size === given.length &&
          given.length <= room &&
          !given.some((each) => folders.has(each))
        );
      }),
    );
  });

  test('goes by what is there already', () => {
    const { take } = createOccupancy({ taken: ['/a', '/b/c'], folders: ['/d'], room: 1 });
    expect([take('/a'), take('/a/x'), take('/b/c'), take('/d'), take('/b/d'), take('/e')]).toEqual([
      ...Array<string>(4).fill('path_conflict'),
      'imported',
      'store_full',
    ]);
  });
});

test('looks up every path with its folders once', () => {
  expect(pathsToLookUp(['/a/b/c', '/a/b/d'])).toEqual(['/a/b/c', '/a', '/a/b', '/a/b/d']);
});
