// Runs before anything is installed: Node's own modules only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findHeadlessChromium, findPostgresBinaries } from '../testing/installed.mjs';
import { prepare } from './prepare.mjs';
import { runQuietly, secondsSince } from './prepare/run.mjs';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const REPORT = join(ROOT, 'node_modules/.cache/palimpsest/vitest.json');
const JOURNEYS_REPORT = join(ROOT, 'node_modules/.cache/palimpsest/journeys.json');
const NEEDED_PACKAGES = [
  { name: 'chromium-headless-shell', isMissing: () => findHeadlessChromium() === null },
  { name: 'postgresql', isMissing: () => findPostgresBinaries() === null },
];
const CHECKS = [
  { name: 'Format', command: ['oxfmt', '--check'], remedy: 'Run "npm run format".' },
  { name: 'Lint', command: ['oxlint', '--type-aware', '--deny-warnings'], remedy: 'The findings are above.' },
  { name: 'Types', command: ['tsc', '--noEmit'], remedy: 'The errors are above.' },
];

const isQuick = process.argv.includes('--quick');
const vitestArgs = process.argv.slice(2).filter((arg) => arg !== '--quick');

if (!isQuick) installSystemPackages();
await prepare({ wantsBuild: !isQuick, wantsDev: true });
const failedChecks = await runChecks();
const tests = await runTests();
const journeys = isQuick ? { passed: 0, failed: 0 } : await runJourneys();
const failed = failedChecks + tests.failed + journeys.failed;
console.log(`\n${tests.passed + journeys.passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function installSystemPackages() {
  const missing = NEEDED_PACKAGES.filter(({ isMissing }) => isMissing()).map(({ name }) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    console.error(
      `The tests need ${missing.join(' and ')}: install what is missing with your system's package manager.`,
    );
    process.exit(1);
  }
  console.log(`Installing ${missing.join(' and ')} from Debian's packages …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
  ];
  for (const args of steps) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status === 0) continue;
    console.error(`${stdout}${stderr}\n"apt-get ${args.join(' ')}" failed; its output is above.`);
    process.exit(1);
  }
}

/** @returns {Promise<number>} how many failed */
async function runChecks() {
  let failedCount = 0;
  for (const { name, command, remedy } of CHECKS) {
    const startedAtMs = Date.now();
    const [program = '', ...args] = command;
    const isGood = await runQuietly(join(ROOT, 'node_modules/.bin', program), args, { cwd: ROOT });
    console.log(isGood ? `${name}: good, ${secondsSince(startedAtMs)}.` : `${name}: failed. ${remedy}`);
    if (!isGood) failedCount += 1;
  }
  return failedCount;
}

/** @returns {Promise<{ passed: number, failed: number }>} */
async function runTests() {
  rmSync(REPORT, { force: true });
  const projects = isQuick ? ['--project', 'unit'] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const config = ['--config', 'lib/testing/vitest.config.ts'];
  const exitCode = await runLoudly([
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...config,
    ...projects,
    ...reporters,
    ...vitestArgs,
  ]);
  const { passed, failed: failedTests } = readReport();
  // A file that does not load, or a failure between tests, fails the run without failing a test.
  return { passed, failed: failedTests === 0 && exitCode !== 0 ? 1 : failedTests };
}

/** @returns {Promise<{ passed: number, failed: number }>} */
async function runJourneys() {
  rmSync(JOURNEYS_REPORT, { force: true });
  const program = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const exitCode = await runLoudly([program, 'test', '--config', 'e2e/journeys/playwright.config.ts']);
  const { expected, unexpected, flaky } = readJson(JOURNEYS_REPORT)?.stats ?? {
    expected: 0,
    unexpected: 0,
    flaky: 0,
  };
  if (flaky > 0) console.log(`${flaky} passed at the second try only.`);
  return { passed: expected + flaky, failed: unexpected === 0 && exitCode !== 0 ? 1 : unexpected };
}

/**
 * @param {string[]} args
 * @returns {Promise<number | null>}
 */
function runLoudly(args) {
  return new Promise((done) => {
    spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).on('close', done);
  });
}

function readReport() {
  const { numPassedTests, numFailedTests } = readJson(REPORT) ?? { numPassedTests: 0, numFailedTests: 0 };
  return { passed: numPassedTests, failed: numFailedTests };
}

/** @param {string} path */
function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
