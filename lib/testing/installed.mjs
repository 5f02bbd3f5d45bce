import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN_POSTGRES = '/usr/lib/postgresql';
const HOMEBREW = '/opt/homebrew/opt';
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS';

/** The folder of `initdb` and `postgres` of the newest PostgreSQL on this machine; null when there is none. */
export function findPostgresBinaries() {
  const debian = list(DEBIAN_POSTGRES).toSorted((a, b) => Number(b) - Number(a));
  const homebrew = list(HOMEBREW).filter((name) => name.startsWith('postgresql@'));
  const folders = [
    ...debian.map((version) => join(DEBIAN_POSTGRES, version, 'bin')),
    ...homebrew
      .toSorted()
      .toReversed()
      .map((name) => join(HOMEBREW, name, 'bin')),
    ...pathFolders(),
  ];
  return (
    folders.find(
      (folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')),
    ) ?? null
  );
}

/**
 * The user that PostgreSQL can run as, since it refuses root; undefined means the present user.
 *
 * @returns {{ uid: number, gid: number } | undefined}
 */
export function findPostgresUser() {
  if (process.getuid?.() !== 0) return undefined;
  /** @param {string} flag */
  const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** @param {string[]} names */
function findProgram(names) {
  const paths = [...pathFolders(), MAC_CHROME].flatMap((folder) => names.map((name) => join(folder, name)));
  return paths.find(isExecutable) ?? null;
}

/** The path of a Chromium or Chrome on this machine, as people have them; null when there is none. */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'Google Chrome'];
  return findProgram(names);
}

/** The same Chromium without a window, a fifth faster; one with a window where that alone is installed, and null when there is neither. */
export function findHeadlessChromium() {
  return findProgram(['chromium-headless-shell']) ?? findChromium();
}

/**
 * How Playwright should launch a browser here: no sandbox under root, and no traffic of its own.
 *
 * @param {string | null} executablePath
 * @returns {{ executablePath: string, args: string[] }}
 */
export function chromiumLaunchOptions(executablePath) {
  if (!executablePath) throw new Error('This needs Chromium: install the package "chromium".');
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ];
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath, args: [...sandbox, '--disable-gpu', ...quiet] };
}

/** The same where every page is shown shortly: its scripts end before compiling them thoroughly would have paid. */
export function hastyLaunchOptions() {
  const { args, ...options } = chromiumLaunchOptions(findHeadlessChromium());
  return { ...options, args: [...args, '--js-flags=--no-opt --no-maglev'] };
}

function pathFolders() {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
