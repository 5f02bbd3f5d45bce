import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { arbitraryText } from '@/lib/testing/arbitrary-texts';

import { blameLines } from './blame';
import type { BlameVersion } from './blame';
import { splitLines } from './lines';

const deletion = { content: null, isDeletion: true };

const arbitraryHistory = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: arbitraryText.map((content) => ({ content })) },
    { weight: 1, arbitrary: fc.constant({ content: null }) },
    { weight: 1, arbitrary: fc.constant(deletion) },
  ),
  { maxLength: 10 },
);

function number(contents: readonly Omit<BlameVersion, 'id'>[]): BlameVersion[] {
  return contents.map((version, index) => ({ id: `v${index + 1}`, ...version }));
}

/** Contents from oldest to newest; null for a redacted version. */
function blame(...contents: (string | null | typeof deletion)[]): string[] {
  const versions = number(
    contents.map((content) => (content === null || typeof content === 'string' ? { content } : content)),
  );
  return blameLines(versions).map(
    ({ line, versionId, isApproximate }) => `${versionId}${isApproximate ? '?' : ''} ${line.trim()}`,
  );
}

describe('laws', () => {
  test('lines joined are the newest content, each of a version that has the line', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        const versions = number(history);
        const lines = blameLines(versions);
        const newest = versions.findLast(({ content }) => content !== null)?.content ?? '';
        expect(lines.map(({ line }) => line).join('')).toBe(newest);
        for (const { line, versionId } of lines) {
          const introducer = versions.find(({ id }) => id === versionId);
          expect(splitLines(introducer?.content ?? '')).toContain(line);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a version that equals an earlier one has its blame', () => {
    fc.assert(
      fc.property(arbitraryHistory, fc.nat(), (history, pick) => {
        const known = history.flatMap(({ content }, index) => (content === null ? [] : [index]));
        fc.pre(known.length > 0);
        const target = known[pick % known.length] ?? 0;
        const restored = number([...history, { content: history[target]?.content ?? null }]);
        expect(blameLines(restored)).toEqual(blameLines(number(history.slice(0, target + 1))));
      }),
    );
  });

  test('lines are approximate only where a redacted version comes before', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        const versions = number(history);
        for (const { versionId, isApproximate } of blameLines(versions)) {
          const index = versions.findIndex(({ id }) => id === versionId);
          const before = versions[index - 1];
          const isAfterRedaction = before?.content === null && !before.isDeletion;
          expect(isApproximate).toBe(isAfterRedaction);
        }
      }),
    );
  });

  test('whatever comes after the newest content changes nothing', () => {
    fc.assert(
      fc.property(arbitraryHistory, fc.boolean(), (history, isDeletion) => {
        const longer = number([...history, { content: null, isDeletion }]);
        expect(blameLines(longer)).toEqual(blameLines(number(history)));
      }),
    );
  });
});

describe('blameLines', () => {
  test('names the version that introduced each line', () => {
    expect(blame('a\nb\n', 'a\nB\n', 'x\na\nB\nc')).toEqual(['v3 x', 'v1 a', 'v2 B', 'v3 c']);
  });

  test('a restore gives lines back, also after a deletion', () => {
    expect(blame('a\nb\n', 'a\n', 'a\nb\n')).toEqual(['v1 a', 'v1 b']);
    expect(blame('a\nb\n', 'a\nb\nc\n', '', 'a\nb\nc\n')).toEqual(['v1 a', 'v1 b', 'v2 c']);
    expect(blame('a\n', deletion, 'a\n')).toEqual(['v1 a']);
  });

  test('what is written anew after a deletion is new', () => {
    expect(blame('a\n', deletion, 'a\nb\n')).toEqual(['v3 a', 'v3 b']);
  });

  test('over a gap, what stayed keeps its version and what is new is approximate', () => {
    expect(blame('a\n', null, null, 'a\nb\n', 'a\nb\nc\n')).toEqual(['v1 a', 'v4? b', 'v5 c']);
    expect(blame(null, 'a\n', 'a\nb\n')).toEqual(['v2? a', 'v3 b']);
  });

  test('what was not compared for want of time is approximate, and common ends are compared all the same', () => {
    const versions = number([{ content: 'a\nb\nc\nd\n' }, { content: 'a\nc\nb\nd\n' }]);
    expect(blameLines(versions, { isOutOfTime: () => true })).toEqual([
      { line: 'a\n', versionId: 'v1', isApproximate: false },
      { line: 'c\n', versionId: 'v2', isApproximate: true },
      { line: 'b\n', versionId: 'v2', isApproximate: true },
      { line: 'd\n', versionId: 'v1', isApproximate: false },
    ]);
  });

  test('a history without content has no lines', () => {
    expect(blame()).toEqual([]);
    expect(blame(null, deletion)).toEqual([]);
  });
});
