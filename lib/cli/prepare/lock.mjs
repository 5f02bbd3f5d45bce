import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;
const HEARTBEAT_MS = 2_000;
const FOREIGN_HOST_STALE_MS = 20_000;
const REAPER_STALE_MS = 5_000;

/** @typedef {{ pid: number, startedAt: string | null }} ProcessMark */
/** @typedef {ProcessMark & { host: string, child?: ProcessMark }} Holder */

/**
 * Runs `work` while holding the lock file. A holder that died without a trace loses its lock once the child that it named to
 * `keepFor` is gone too: an installation or a build goes on for a while after the process that started it was killed.
 *
 * @param {string} path
 * @param {{ onWait: (holderPid: number) => void, work: (keepFor: (childPid: number) => void) => Promise<void> }} options
 */
export async function withLock(path, { onWait, work }) {
  let hasWaited = false;
  while (!tryTake(path)) {
    const holder = readHolder(path);
    if (holder && isHeld(path, holder)) {
      if (!hasWaited) onWait(holder.pid);
      hasWaited = true;
      await sleep(POLL_MS);
    } else {
      removeStale(path);
    }
  }
  const release = () => rmSync(path, { force: true });
  const heartbeat = setInterval(() => utimesSync(path, new Date(), new Date()), HEARTBEAT_MS);
  process.once('exit', release);
  try {
    await work((childPid) => replaceWith(path, { ...describeSelf(), child: markOf(childPid) }));
  } finally {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    release();
  }
}

/**
 * @param {string} path
 * @param {Holder} holder
 */
function replaceWith(path, holder) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(holder));
  renameSync(draft, path);
}

/** @param {string} path */
function tryTake(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(describeSelf()));
  try {
    // A link appears with its content in one step; an exclusive create would be empty for a moment.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Two waiters must not both remove: the second would remove the lock that the first has just taken.
 *
 * @param {string} path
 */
function removeStale(path) {
  const reaper = `${path}.reaper`;
  if (!tryTake(reaper)) {
    const takenAt = statSync(reaper, { throwIfNoEntry: false })?.mtimeMs;
    if (takenAt && Date.now() - takenAt > REAPER_STALE_MS) rmSync(reaper, { force: true });
    return;
  }
  const holder = readHolder(path);
  if (!holder || !isHeld(path, holder)) rmSync(path, { force: true });
  rmSync(reaper, { force: true });
}

/**
 * @param {string} path
 * @returns {Holder | null}
 */
function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {Holder} holder
 */
function isHeld(path, holder) {
  if (holder.host !== hostname()) {
    const beatAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - beatAt < FOREIGN_HOST_STALE_MS;
  }
  return isAlive(holder) || (holder.child !== undefined && isAlive(holder.child));
}

/** @param {ProcessMark} mark */
function isAlive({ pid, startedAt }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false;
  }
  return startedAt === startTimeOf(pid);
}

/** @returns {Holder} */
function describeSelf() {
  return { ...markOf(process.pid), host: hostname() };
}

/**
 * @param {number} pid
 * @returns {ProcessMark}
 */
function markOf(pid) {
  return { pid, startedAt: startTimeOf(pid) };
}

/**
 * A process id is used again after a restart, together with its start time it is not. Null where there is no /proc.
 *
 * @param {number} pid
 * @returns {string | null}
 */
function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
