import 'server-only';

import pino from 'pino';

import { env } from '@/lib/env';

type Holder = { logger?: pino.Logger };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.logger')] ??= {}) as Holder;

type Failure = { name?: unknown; code?: unknown; message?: unknown; stack?: unknown; cause?: unknown };

/** A failure's kind and where it happened. A database's detail can quote rows, and a message can quote a query: neither is kept. */
function describeFailure(error: Failure): Record<string, unknown> {
  const stack =
    typeof error.stack === 'string' ? error.stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return {
    name: error.name,
    code: error.code,
    at: stack.slice(0, 8).map((line) => line.trim()),
    ...(error.cause !== undefined &&
      error.cause !== null && { cause: describeFailure(error.cause as Failure) }),
  };
}

/** One line of JSON an event. Fields are ids, counts and codes: never text, paths, names or identifiers. */
export function logger(): pino.Logger {
  holder.logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    serializers: { err: (error: unknown) => (error === null ? null : describeFailure(error as Failure)) },
  });
  return holder.logger;
}
