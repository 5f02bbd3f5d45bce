import fc from 'fast-check';

import { findPathFault } from '@/lib/memories/path';

/** What some file system or packer takes amiss, beside ordinary letters. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'ü', 'A') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '.md',
      '.markdown',
      '.MD',
      '\\',
      ':',
      '..',
      ' ',
      '~',
      'con',
      'nul.',
      '漢'.repeat(90),
      '🦊',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }) },
);
const segment = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join('').replaceAll('/', ''));

/** Any path that a memory may have, and not rarely one that is like another. */
export const arbitraryPath = fc
  .array(segment, { minLength: 1, maxLength: 3 })
  .map((segments) => `/${segments.join('/')}`.normalize('NFC'))
  .filter((path) => findPathFault(path) === null);
