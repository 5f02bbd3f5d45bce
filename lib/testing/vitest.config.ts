import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const databaseTests = 'lib/**/*.db.test.ts';
const serverTests = 'lib/testing/*-server.test.ts';

function projectWith(name: string, options: { include: string[]; exclude?: string[]; test?: object }) {
  const { include, exclude = [], test = {} } = options;
  return {
    extends: true as const,
    test: { name, include, exclude: ['**/node_modules/**', ...exclude], ...test },
  };
}

export default defineConfig({
  root,
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // The real module throws in plain Node, to keep it out of browsers.
      'server-only': fileURLToPath(new URL('empty.ts', import.meta.url)),
    },
  },
  test: {
    // Else the first page cursor would make one in the checkout's data folder.
    env: { SECRET: 'a secret of the tests, long enough for them' },
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    setupFiles: './lib/testing/fresh-modules.ts',
    testTimeout: 30_000,
    // A new embedded database takes up to five seconds, more while both cores are busy.
    hookTimeout: 90_000,
    restoreMocks: true,
    passWithNoTests: true,
    projects: [
      projectWith('unit', {
        include: ['lib/**/*.test.{ts,tsx}', 'components/**/*.test.tsx'],
        exclude: [databaseTests, serverTests],
      }),
      projectWith('embedded', {
        include: [databaseTests],
        test: {
          env: { PALIMPSEST_TEST_DATABASE: 'embedded' },
          globalSetup: './lib/testing/embedded-setup.ts',
        },
      }),
      projectWith('postgres', {
        include: [databaseTests],
        test: {
          env: { PALIMPSEST_TEST_DATABASE: 'postgres' },
          globalSetup: './lib/testing/postgres-setup.ts',
        },
      }),
      projectWith('http', {
        include: ['e2e/api/**/*.test.ts', serverTests],
        test: {
          globalSetup: [
            './lib/testing/postgres-setup.ts',
            './lib/testing/embedded-setup.ts',
            './e2e/api/support/servers-setup.ts',
          ],
          testTimeout: 60_000,
        },
      }),
    ],
  },
});
