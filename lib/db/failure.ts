import 'server-only';

import { AppError } from '@/lib/errors/app-error';

type DriverFailure = { code?: unknown; where?: unknown; message: string; cause?: unknown; meta?: unknown };

/** Thrown to callers that remembered a credential which has died since: they look it up again. */
export const staleCredential = 'stale_credential';

const connectionLost =
  /^(08...|57P0[1-4]|53300|40001|40P01|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|P1001|P1017|P2024|P2028)$/;
const connectionLostWords =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Transaction not found/;

type AdapterCause = { originalCode?: string; originalMessage?: string };

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function unwrap(error: DriverFailure): { code: string; where: string; message: string } {
  const meta = error.meta as { driverAdapterError?: { cause?: AdapterCause } } | undefined;
  const adapter = meta?.driverAdapterError?.cause ?? (error.cause as AdapterCause | undefined);
  return {
    code: adapter?.originalCode ?? textOf(error.code),
    where: textOf(error.where),
    message: adapter?.originalMessage ?? error.message,
  };
}

/** Turns what a driver throws into what a caller may see; anything unknown is returned as it came. */
export function translateFailure(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { code, where, message } = unwrap(error);
  if (code === 'PA401') {
    return new AppError(
      'unauthenticated',
      'the credential is no longer valid',
      { errorCode: staleCredential },
      error,
    );
  }
  if (code === 'PA503' || where.includes('append_audit')) return auditUnavailable(error);
  if (connectionLost.test(code) || connectionLostWords.test(message)) {
    return new AppError(
      'database_unavailable',
      'the database cannot be reached right now; nothing was changed',
      {},
      error,
    );
  }
  return error;
}

export function auditUnavailable(cause: unknown): AppError {
  return new AppError(
    'audit_unavailable',
    'the change could not be recorded in the audit trail; nothing was changed',
    {},
    cause,
  );
}
