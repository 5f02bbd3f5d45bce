/**
 * Logs a failure as the application does, which keeps out of the log what a message can quote. Before the application is up there is
 * nothing to quote, and nobody who logs.
 *
 * @param {unknown} error
 * @param {string} message
 */
export function logFailure(error, message) {
  const shared = /** @type {Record<symbol, { logger?: import('pino').Logger } | undefined>} */ (
    /** @type {unknown} */ (globalThis)
  );
  const logger = shared[Symbol.for('palimpsest.logger')]?.logger;
  if (logger) logger.error({ err: error }, message);
  else console.error(`${message}:`, error);
}
