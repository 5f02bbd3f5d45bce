import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { arbitraryText } from '@/lib/testing/arbitrary-texts';

import { splitLines } from './lines';
import { mergeTexts } from './merge';
import type { Merge, MergeChunk } from './merge';

function clean(text: string): Merge {
  return { kind: 'clean', text };
}

function swapSides(merge: Merge): Merge {
  if (merge.kind === 'clean') return merge;
  const swap = (chunk: MergeChunk): MergeChunk =>
    chunk.kind === 'merged' ? chunk : { ...chunk, ours: chunk.theirs, theirs: chunk.ours };
  return { ...merge, chunks: merge.chunks.map(swap) };
}

function chunksOf(merge: Merge): MergeChunk[] {
  return merge.kind === 'clean' ? [{ kind: 'merged', text: merge.text }] : merge.chunks;
}

describe('laws', () => {
  test('a side that changed nothing yields to the other', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, (base, text) => {
        expect(mergeTexts({ base, ours: text, theirs: base })).toEqual(clean(text));
        expect(mergeTexts({ base, ours: base, theirs: text })).toEqual(clean(text));
      }),
      { numRuns: 500 },
    );
  });

  test('sides that changed alike agree', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, (base, text) => {
        expect(mergeTexts({ base, ours: text, theirs: text })).toEqual(clean(text));
      }),
    );
  });

  test('swapping the sides swaps the result', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, arbitraryText, (base, ours, theirs) => {
        const merge = mergeTexts({ base, ours, theirs });
        expect(mergeTexts({ base, ours: theirs, theirs: ours })).toEqual(swapSides(merge));
      }),
    );
  });

  test('every line of the result comes from one of the three texts', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, arbitraryText, (base, ours, theirs) => {
        const known = new Set([base, ours, theirs].flatMap(splitLines));
        const merge = mergeTexts({ base, ours, theirs });
        const texts =
          merge.kind === 'clean'
            ? [merge.text]
            : chunksOf(merge).flatMap((chunk) => Object.values(chunk).slice(1));
        for (const line of texts.flatMap(splitLines)) expect(known).toContain(line);
      }),
    );
  });

  test('a conflict holds three different texts, and what is merged is joined', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, arbitraryText, (base, ours, theirs) => {
        const merge = mergeTexts({ base, ours, theirs });
        if (merge.kind === 'clean') return;
        expect(merge.chunks.some(({ kind }) => kind === 'conflict')).toBe(true);
        expect(merge.chunks.map(({ kind }) => kind).join(' ')).not.toContain('merged merged');
        for (const chunk of merge.chunks) {
          if (chunk.kind === 'merged') continue;
          expect(new Set([chunk.base, chunk.ours, chunk.theirs]).size).toBe(3);
        }
      }),
    );
  });

  test('edits of lines that an unchanged line keeps apart never conflict', () => {
    const line = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(), (words, seed) => {
        const lines = words.flatMap((word, index) => [`${word} ${index}\n`, `kept ${index}\n`]);
        const edit = (parity: number) =>
          lines.map((text, index) => (index % 4 === parity ? `edit ${seed} ${index}\n` : text)).join('');
        const both = lines
          .map((text, index) => (index % 2 === 0 ? `edit ${seed} ${index}\n` : text))
          .join('');
        expect(mergeTexts({ base: lines.join(''), ours: edit(0), theirs: edit(2) })).toEqual(clean(both));
      }),
    );
  });
});

describe('mergeTexts', () => {
  test('takes edits of both sides', () => {
    expect(mergeTexts({ base: 'a\nb\nc\nd\n', ours: 'A\nb\nc\nd\n', theirs: 'a\nb\nc\nd\ne\n' })).toEqual(
      clean('A\nb\nc\nd\ne\n'),
    );
  });

  test('shows what stands where both changed the same line', () => {
    expect(mergeTexts({ base: 'a\nb\nc\n', ours: 'a\nours\nc\n', theirs: 'a\ntheirs\nc\n' })).toEqual({
      kind: 'conflicts',
      chunks: [
        { kind: 'merged', text: 'a\n' },
        { kind: 'conflict', base: 'b\n', ours: 'ours\n', theirs: 'theirs\n' },
        { kind: 'merged', text: 'c\n' },
      ],
    });
  });

  test('edits of neighbouring lines conflict', () => {
    expect(mergeTexts({ base: 'a\nb\n', ours: 'A\nb\n', theirs: 'a\nB\n' })).toEqual({
      kind: 'conflicts',
      chunks: [{ kind: 'conflict', base: 'a\nb\n', ours: 'A\nb\n', theirs: 'a\nB\n' }],
    });
  });

  test('a deletion against an edit conflicts, with nothing on the side that deleted', () => {
    expect(mergeTexts({ base: 'a\nb\nc\n', ours: 'a\nc\n', theirs: 'a\nB\nc\n' })).toMatchObject({
      chunks: [
        { kind: 'merged' },
        { kind: 'conflict', base: 'b\n', ours: '', theirs: 'B\n' },
        { kind: 'merged' },
      ],
    });
  });

  test('different additions at one place conflict', () => {
    expect(mergeTexts({ base: 'a\n', ours: 'a\nx\n', theirs: 'a\ny\n' })).toMatchObject({
      chunks: [
        { kind: 'merged', text: 'a\n' },
        { kind: 'conflict', base: '', ours: 'x\n', theirs: 'y\n' },
      ],
    });
  });
});
