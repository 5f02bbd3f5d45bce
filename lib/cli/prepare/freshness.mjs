import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const BUILD_STAMP = '.next/palimpsest-build';
const BUILD_INPUTS = [
  'package-lock.json',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'instrumentation.ts',
  'proxy.ts',
  'app',
  'components',
  'lib',
  'prisma/schema',
  'prisma/seed',
];
const NO_BUILD_INPUT = /(?:^lib\/(?:testing|db\/generated)\/|\.test\.tsx?$|\.md$|\.mjs$)/;
const ROOT_CONFIG = /^[^/]+\.mjs$/;

// In node_modules, so that a new install, which may bring another generator, makes it stale.
const CLIENT_STAMP = 'node_modules/.cache/palimpsest/prisma-client';
const CLIENT_DIR = 'lib/db/generated';
const CLIENT_INPUTS = ['prisma/schema', 'prisma/prisma.config.ts'];

/**
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, devOptional?: boolean, optional?: boolean,
 *   link?: boolean }} LockedPackage
 */

/**
 * Compares what the lockfile wants with npm's own record of what it installed, which it writes last. A package that is
 * optional may be missing, and one for development where `wantsDev` is false.
 *
 * @param {string} root
 * @param {{ wantsDev: boolean }} options
 */
export function isInstalled(root, { wantsDev }) {
  const recordPath = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(recordPath)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(recordPath);
  return Object.entries(wanted).every(([path, want]) => {
    const has = installed[path];
    if (has) return has.version === want.version && has.integrity === want.integrity;
    const mayMiss = want.optional || want.devOptional || (want.dev && !wantsDev);
    return path === '' || Boolean(mayMiss);
  });
}

/** @param {string} root */
export function hasSchema(root) {
  return existsSync(join(root, 'prisma/schema'));
}

/** @param {string} root */
export function isClientFresh(root) {
  const isThere = existsSync(join(root, CLIENT_DIR, 'client.ts'));
  return isThere && readText(join(root, CLIENT_STAMP)) === hashOf(root, CLIENT_INPUTS);
}

/** @param {string} root */
export function stampClient(root) {
  return writeStamp(join(root, CLIENT_STAMP), hashOf(root, CLIENT_INPUTS));
}

/** @param {string} root */
export function buildHash(root) {
  return hashOf(root, BUILD_INPUTS, (path) => !NO_BUILD_INPUT.test(path) || ROOT_CONFIG.test(path));
}

/**
 * @param {string} root
 * @param {string} hash
 */
export function isBuildFresh(root, hash) {
  return existsSync(join(root, '.next/BUILD_ID')) && readText(join(root, BUILD_STAMP)) === hash;
}

/**
 * @param {string} root
 * @param {string} hash
 */
export function stampBuild(root, hash) {
  return writeStamp(join(root, BUILD_STAMP), hash);
}

/**
 * @param {string} root
 * @param {string[]} inputs
 * @param {(path: string) => boolean} [isInput]
 */
function hashOf(root, inputs, isInput = () => true) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => listFiles(root, input))) {
    if (!isInput(path)) continue;
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(root, path) {
  try {
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    return entries
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) =>
        entry.isDirectory() ? listFiles(root, `${path}/${entry.name}`) : `${path}/${entry.name}`,
      );
  } catch {
    return existsSync(join(root, path)) ? [path] : [];
  }
}

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage>}
 */
function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/** @param {string} path */
function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/**
 * @param {string} path
 * @param {string} hash
 */
function writeStamp(path, hash) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, hash);
  return true;
}
