import { fileURLToPath } from 'node:url';

import { assert, test } from 'vitest';

import { findStructureFaults } from './structure/check';
import { readTree } from './structure/tree';

test('the repository keeps to the shape of the house', () => {
  const faults = findStructureFaults(readTree(fileURLToPath(new URL('../..', import.meta.url))));
  assert(faults.length === 0, `\n\n${faults.join('\n\n')}\n`);
});
