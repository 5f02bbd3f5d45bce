import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

type Lockfile = { packages: Record<string, { version?: string }> };

/** The first release of the fourth line without a known hole. */
const safe = [4, 24, 15] as const;

test('what signs people in is a version without known holes, wherever it is installed', () => {
  const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile;
  const found = Object.entries(lockfile.packages).filter(([path]) => /(^|\/)next-auth$/.test(path));
  expect(found.length).toBeGreaterThan(0);
  for (const [path, { version = '' }] of found) {
    const parts = version.split('.').map(Number);
    const at = safe.findIndex((part, index) => part !== parts[index]);
    expect(at === -1 || parts[at]! > safe[at]!, `${path} ${version}`).toBe(true);
  }
});
