import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findMoves, maxMemoriesOfLine, minSimilarity } from './similarity';
import type { Move, SnapshotMemory } from './similarity';

function memory(path: string, content: string): SnapshotMemory {
  return { path, sha256: `hash of ${content}`, content };
}

function move(from: string, to: string, similarity = 1): Move {
  return { from, to, isExact: similarity === 1, similarity };
}

const arbitraryMemories = fc
  .uniqueArray(
    fc.record({
      path: fc.stringMatching(/^\/[ab]\/[a-d]{1,2}$/),
      content: fc.array(fc.constantFrom('one', 'two', 'three', 'four', ''), { maxLength: 5 }),
    }),
    { selector: ({ path }) => path, maxLength: 12 },
  )
  .map((items) => items.map(({ path, content }) => memory(path, content.join('\n'))));

const arbitrarySnapshots = fc.tuple(arbitraryMemories, arbitraryMemories).map(([removed, added]) => ({
  removed,
  added: added.map((item) => ({ ...item, path: `/new${item.path}` })),
}));

describe('laws', () => {
  test('every path is in at most one move, and moves lead from removed to added', () => {
    fc.assert(
      fc.property(arbitrarySnapshots, ({ removed, added }) => {
        const moves = findMoves({ removed, added });
        for (const [side, given] of [
          ['from', removed],
          ['to', added],
        ] as const) {
          const paths = moves.map((found) => found[side]);
          expect(new Set(paths).size).toBe(paths.length);
          expect(given.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
        }
      }),
    );
  });

  test('the order of the input does not matter', () => {
    fc.assert(
      fc.property(arbitrarySnapshots, ({ removed, added }) => {
        const reversed = { removed: removed.toReversed(), added: added.toReversed() };
        expect(findMoves(reversed)).toEqual(findMoves({ removed, added }));
      }),
    );
  });

  test('equal contents are paired as far as there are partners', () => {
    fc.assert(
      fc.property(arbitrarySnapshots, ({ removed, added }) => {
        const exact = findMoves({ removed, added }).filter(({ isExact }) => isExact);
        const count = (side: SnapshotMemory[], hash: string) =>
          side.filter(({ sha256 }) => sha256 === hash).length;
        const hashes = new Set(removed.map(({ sha256 }) => sha256));
        const pairs = [...hashes].map((hash) => Math.min(count(removed, hash), count(added, hash)));
        expect(exact.length).toBe(pairs.reduce((sum, pair) => sum + pair, 0));
      }),
    );
  });

  test('the similarity is the share of distinct lines that both have', () => {
    fc.assert(
      fc.property(arbitrarySnapshots, ({ removed, added }) => {
        const linesOf = (side: SnapshotMemory[], path: string) =>
          new Set(
            side
              .find((item) => item.path === path)
              ?.content?.split('\n')
              .filter((line) => line !== ''),
          );
        for (const { from, to, isExact, similarity } of findMoves({ removed, added })) {
          if (isExact) continue;
          const [old, fresh] = [linesOf(removed, from), linesOf(added, to)];
          const shared = [...old].filter((line) => fresh.has(line)).length;
          expect(similarity).toBeCloseTo(shared / (old.size + fresh.size - shared));
          expect(similarity).toBeGreaterThanOrEqual(minSimilarity);
        }
      }),
    );
  });
});

describe('findMoves', () => {
  const text = 'alpha\nbeta\ngamma\ndelta\n';

  test('prefers the same content, then the same name', () => {
    const removed = [memory('/a/x.md', text), memory('/a/y.md', text)];
    const added = [memory('/b/y.md', text), memory('/c/x.md', text), memory('/c/z.md', `${text}more\n`)];
    expect(findMoves({ removed, added })).toEqual([move('/a/x.md', '/c/x.md'), move('/a/y.md', '/b/y.md')]);
  });

  test('recognises a text with small edits, and takes the most similar', () => {
    const removed = [memory('/a.md', text)];
    const added = [memory('/b.md', `${text}more\nand more\n`), memory('/c.md', `${text}more\n`)];
    expect(findMoves({ removed, added })).toEqual([move('/a.md', '/c.md', 0.8)]);
  });

  test('a text that shares too little was not moved', () => {
    expect(
      findMoves({ removed: [memory('/a', text)], added: [memory('/b', 'alpha\nbeta\nx\ny\n')] }),
    ).toEqual([]);
  });

  test('without content only the hash counts', () => {
    const removed = [
      { path: '/a', sha256: '1' },
      { path: '/b', sha256: '2' },
    ];
    const added = [
      { path: '/c', sha256: '2' },
      { path: '/d', sha256: '3' },
    ];
    expect(findMoves({ removed, added })).toEqual([move('/b', '/c')]);
  });

  test('lines that many memories share make no pair', () => {
    const form = (place: string) =>
      Array.from({ length: maxMemoriesOfLine + 1 }, (_, index) =>
        memory(`/${place}/${index}`, `# Note\nOwner:\nStatus:\n${place} ${index}\n`),
      );
    expect(findMoves({ removed: form('old'), added: form('new') })).toEqual([]);
  });

  test('thousands of edited and moved memories find each other', () => {
    const contentOf = (index: number) =>
      Array.from({ length: 20 }, (_, line) => `fact ${line} of ${index}\n`).join('');
    const indexes = Array.from({ length: 2000 }, (_, index) => index);
    const moves = findMoves({
      removed: indexes.map((index) => memory(`/old/${index}`, contentOf(index))),
      added: indexes.map((index) => memory(`/new/${index}`, `${contentOf(index)}edited\n`)),
    });
    expect(moves.length).toBe(2000);
    expect(moves.every(({ from, to }) => from.replace('old', 'new') === to)).toBe(true);
  });
});
