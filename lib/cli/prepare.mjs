// Runs before anything is installed: Node's own modules only, and no syntax that Node 18 could not read.
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressBuild } from './prepare/compress.mjs';
import {
  buildHash,
  hasSchema,
  isBuildFresh,
  isClientFresh,
  isInstalled,
  stampBuild,
  stampClient,
} from './prepare/freshness.mjs';
import { withLock } from './prepare/lock.mjs';
import { runQuietly, secondsSince } from './prepare/run.mjs';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const PRISMA = 'node_modules/prisma/build/index.js';
const GENERATE_ARGS = ['generate', '--config', 'prisma/prisma.config.ts'];
const NEXT = 'node_modules/next/dist/bin/next';

/**
 * @typedef {object} Step
 * @property {string} doing
 * @property {string} failure
 * @property {() => boolean} isDone
 * @property {(onStart: OnStart) => Promise<boolean>} run
 */

/** @typedef {(childPid: number) => void} OnStart */

/** @param {{ wantsBuild: boolean, wantsDev: boolean }} options */
export async function prepare(options) {
  refuseOldNode();
  const steps = stepsFor(options);
  if (steps.every((step) => step.isDone())) return;
  await withLock(join(ROOT, '.prepare.lock'), {
    onWait: (pid) =>
      console.log(`Another start (process ${pid}) is preparing this checkout; waiting for it.`),
    work: async (keepFor) => {
      for (const step of steps) {
        if (!step.isDone()) await take(step, keepFor);
      }
    },
  });
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `Palimpsest needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer Node and start again.`,
  );
}

/**
 * @param {{ wantsBuild: boolean, wantsDev: boolean }} options
 * @returns {Step[]}
 */
function stepsFor({ wantsBuild, wantsDev }) {
  const hash = wantsBuild ? buildHash(ROOT) : '';
  const needsBuild = () => wantsBuild && !isBuildFresh(ROOT, hash);
  return [
    {
      doing: 'Installing packages',
      failure:
        'The packages could not be installed. Check that this machine reaches the npm registry, then start again.',
      isDone: () => isInstalled(ROOT, { wantsDev: wantsDev || needsBuild() }),
      run: install,
    },
    {
      doing: 'Generating the database client',
      failure: 'The database client could not be generated from prisma/schema; the reason is above.',
      isDone: () => !hasSchema(ROOT) || isClientFresh(ROOT),
      run: async (onStart) => (await node(PRISMA, GENERATE_ARGS, onStart)) && stampClient(ROOT),
    },
    {
      doing: 'Building the application',
      failure: 'The application could not be built; the reason is above.',
      isDone: () => !needsBuild(),
      run: async (onStart) =>
        (await node(NEXT, ['build'], onStart)) && (await compressBuild(ROOT)) && stampBuild(ROOT, hash),
    },
  ];
}

/** @param {OnStart} onStart */
function install(onStart) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  return npm?.endsWith('.js') ? node(npm, args, onStart) : runQuietly('npm', args, { cwd: ROOT, onStart });
}

/**
 * @param {string} script
 * @param {string[]} args
 * @param {OnStart} onStart
 */
function node(script, args, onStart) {
  const env = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    // Generating needs no engine, but would download one unless told of some executable.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  };
  return runQuietly(process.execPath, [resolve(ROOT, script), ...args], { cwd: ROOT, env, onStart });
}

/**
 * @param {Step} step
 * @param {OnStart} onStart
 */
async function take(step, onStart) {
  const startedAtMs = Date.now();
  console.log(`${step.doing} …`);
  if (!(await step.run(onStart))) stop(step.failure);
  console.log(`${step.doing}: done in ${secondsSince(startedAtMs)}.`);
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await prepare({
    wantsBuild: !process.argv.includes('--no-build'),
    wantsDev: process.argv.includes('--dev'),
  });
}
