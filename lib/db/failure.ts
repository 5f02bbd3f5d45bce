import 'server-only';

import { AppError } from '@/lib/errors/app-error';

type DriverFailure = { code?: unknown; where?: unknown; message?: unknown; cause?: unknown; meta?: unknown };

/** Thrown to callers that remembered a credential which has died since: they look it up again. */
export const staleCredential = 'stale_credential';

const connectionLost = /^(08...|57P0[1-4]|53300|40001|40P01|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|P1001|P1017|P2024|P2028)$/;
const connectionLostWords = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Transaction not found/;

function unwrap(error: unknown): { code: string; where: string; message: string } {
  const outer = error as DriverFailure;
  const adapter = (outer.meta as { driverAdapterError?: { cause?: { originalCode?: string; originalMessage?: string } } })
    ?.driverAdapterError?.cause;
  const inner = outer.cause as { originalCode?: string } | undefined;
  return {
    code: String(adapter?.originalCode ?? inner?.originalCode ?? outer.code ?? ''),
    where: String(outer.where ?? ''),
    message: String(adapter?.originalMessage ?? outer.message ?? ''),
  };
}

/** Turns what a driver throws into what a caller may see; anything unknown is returned as it came. */
export function translateFailure(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { code, where, message } = unwrap(error);
  if (code === 'PA401') {
    return new AppError('unauthenticated', 'the credential is no longer valid', { errorCode: staleCredential }, error);
  }
  if (code === 'PA503' || where.includes('append_audit')) return auditUnavailable(error);
  if (connectionLost.test(code) || connectionLostWords.test(message)) {
    return new AppError('database_unavailable', 'the database cannot be reached right now; nothing was changed', {}, error);
  }
  return error;
}

export function auditUnavailable(cause: unknown): AppError {
  return new AppError('audit_unavailable', 'the change could not be recorded in the audit trail; nothing was changed', {}, cause);
}
