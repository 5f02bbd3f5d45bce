import { defineConfig } from '@playwright/test';

import { hastyLaunchOptions } from '@/lib/testing/installed.mjs';

const cache = '../../node_modules/.cache/palimpsest';

/** Journeys marked so run on PostgreSQL too. */
const onBothDatabases = /@both/;
/** Its server has long to do afterwards, which no other journey should wait for: it gets one of its own, and begins first. */
const largeStore = 'large-store.journey.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.journey.ts',
  outputDir: `${cache}/journeys`,
  globalSetup: './support/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // A shared machine can be too busy for a moment; what passes the second time only is printed as such.
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: `${cache}/journeys.json` }]],
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: hastyLaunchOptions(),
    // Recorded when it is run again: each picture and copy of a page takes the processors from the next journey.
    trace: 'on-first-retry',
    reducedMotion: 'reduce',
  },
  projects: [
    { name: 'large store, embedded', testMatch: largeStore },
    { name: 'large store, postgres', testMatch: largeStore },
    { name: 'embedded', testIgnore: largeStore },
    { name: 'postgres', testIgnore: largeStore, grep: onBothDatabases },
  ],
});
