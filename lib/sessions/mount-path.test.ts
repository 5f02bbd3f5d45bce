import fc from 'fast-check';
import { expect, test } from 'vitest';

import { mountPathOf, mountPathsOf } from './mount-path';

test.each([
  ['Team Notes', '/mnt/memory/team-notes'],
  ['  --A__b!!  ', '/mnt/memory/a-b'],
  ['Ünïcode 9', '/mnt/memory/n-code-9'],
  ['★', '/mnt/memory/store'],
])('%s is mounted at %s', (name, path) => {
  expect(mountPathOf(name)).toBe(path);
});

test('every store of a session has a mount path of its own, in letters, digits and hyphens', () => {
  const names = fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'a-2', 'A', 'a 2', '')), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(names, (given) => {
      const paths = mountPathsOf(given);
      expect(new Set(paths).size).toBe(given.length);
      for (const path of paths) expect(path).toMatch(/^\/mnt\/memory\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
    }),
  );
});
