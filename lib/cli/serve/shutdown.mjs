import { logFailure } from './log.mjs';

const FORCE_AFTER_MS = 20_000;
const SWEEP_EVERY_MS = 50;

/**
 * What the application leaves for the end: closers of open event streams, and functions to call once the last answer is out.
 * On globalThis, because the bundler gives pages and handlers their own copies of a module.
 *
 * @typedef {{ streams: Set<() => void>, closers: (() => Promise<void> | void)[] }} Registry
 */

/**
 * Makes the two collections at the first call.
 *
 * @returns {Registry}
 */
export function registry() {
  const shared = /** @type {Record<symbol, unknown>} */ (/** @type {unknown} */ (globalThis));
  const streams = (shared[Symbol.for('palimpsest.streams')] ??= new Set());
  const closers = (shared[Symbol.for('palimpsest.shutdown')] ??= []);
  return /** @type {Registry} */ ({ streams, closers });
}

/**
 * Ends the process in order: nothing new is taken, streams end, answers finish, the application closes.
 *
 * @param {import('node:http').Server} server
 * @param {{ onBegin: () => void }} options
 * @returns {{ begin: (exitCode: number) => void, isEnding: () => boolean }}
 */
export function createShutdown(server, { onBegin }) {
  let isEnding = false;

  /** @param {number} exitCode */
  function begin(exitCode) {
    if (isEnding) {
      console.error('Stopped before everything had finished.');
      process.exit(1);
    }
    isEnding = true;
    onBegin();
    setTimeout(() => {
      console.error(`Stopped after ${FORCE_AFTER_MS / 1000} s, before everything had finished.`);
      process.exit(1);
    }, FORCE_AFTER_MS).unref();
    void drain(server)
      .then(closeAll)
      .then((isClean) => process.exit(isClean ? exitCode : 1));
  }

  return { begin, isEnding: () => isEnding };
}

/** @param {import('node:http').Server} server */
function drain(server) {
  return new Promise((resolve) => {
    // Requests that were under way may still open a stream, and each answer leaves an idle connection behind.
    const sweep = setInterval(sweepOnce, SWEEP_EVERY_MS);
    server.close(() => {
      clearInterval(sweep);
      resolve(undefined);
    });
    sweepOnce();
    function sweepOnce() {
      endStreams();
      server.closeIdleConnections();
    }
  });
}

function endStreams() {
  const { streams } = registry();
  for (const end of streams) {
    streams.delete(end);
    try {
      end();
    } catch (error) {
      logFailure(error, 'a stream could not be ended');
    }
  }
}

/** @returns {Promise<boolean>} whether everything closed without a failure */
async function closeAll() {
  let isClean = true;
  for (const close of registry().closers.toReversed()) {
    try {
      await close();
    } catch (error) {
      isClean = false;
      logFailure(error, 'something could not be closed');
    }
  }
  return isClean;
}
