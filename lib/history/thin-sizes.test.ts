import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { maxPoints, thinSizes } from './thin-sizes';

type Point = { operation: string; content_size_bytes: number | null; is_redacted: boolean; index: number };

const kind = fc.constantFrom('modified', 'modified', 'modified', 'deleted', 'redacted');
const history = fc
  .array(fc.tuple(kind, fc.nat(100_000)), { minLength: 1, maxLength: 60 })
  .chain((pattern) => fc.tuple(fc.constant(pattern), fc.integer({ min: 1, max: 6000 })))
  .map(([pattern, length]) =>
    Array.from({ length }, (_, index): Point => {
      const [what, size] = pattern[(index * 7 + Math.floor(index / 13)) % pattern.length] ?? ['modified', 0];
      const isKnown = what === 'modified';
      return {
        operation: what === 'deleted' ? 'deleted' : 'modified',
        content_size_bytes: isKnown ? size : null,
        is_redacted: what === 'redacted',
        index,
      };
    }),
  );

const sizesOf = (points: Point[]) => points.flatMap((point) => point.content_size_bytes ?? []);

function steepestFall(points: Point[]): number {
  const sizes = sizesOf(points);
  return Math.max(0, ...sizes.map((size, index) => (sizes[index - 1] ?? 0) - size));
}

describe('thinSizes', () => {
  test('keeps order, both ends, both extremes and the steepest fall, within the limit', () => {
    fc.assert(
      fc.property(history, (points) => {
        const thinned = thinSizes(points);
        expect(thinned.length).toBeLessThanOrEqual(maxPoints);
        expect(thinned.map((point) => point.index)).toEqual(
          thinned.map((point) => point.index).toSorted((a, b) => a - b),
        );
        expect([thinned[0], thinned.at(-1)]).toEqual([points[0], points.at(-1)]);
        const [sizes, kept] = [sizesOf(points), sizesOf(thinned)];
        expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...sizes), Math.max(...sizes)]);
        expect(steepestFall(thinned)).toBeGreaterThanOrEqual(steepestFall(points));
      }),
      { numRuns: 60 },
    );
  });

  test('keeps everything while there are few', () => {
    fc.assert(
      fc.property(history, (points) => {
        const few = points.slice(0, maxPoints);
        expect(thinSizes(few)).toEqual(few);
      }),
      { numRuns: 20 },
    );
  });

  test('closes no gap', () => {
    const points = Array.from({ length: 10_000 }, (_, index): Point => {
      const isRedacted = index === 4321;
      const isDeleted = index === 8765;
      return {
        operation: isDeleted ? 'deleted' : 'modified',
        content_size_bytes: isRedacted || isDeleted ? null : 500,
        is_redacted: isRedacted,
        index,
      };
    });
    expect(thinSizes(points).map((point) => point.index)).toEqual(expect.arrayContaining([4321, 8765]));
  });

  test('keeps a cliff with what stood before it', () => {
    const points = Array.from({ length: 10_000 }, (_, index): Point => ({
      operation: 'modified',
      content_size_bytes: index < 5017 ? 7285 : 1509,
      is_redacted: false,
      index,
    }));
    expect(thinSizes(points).map((point) => point.index)).toEqual(expect.arrayContaining([5016, 5017]));
  });
});
