import type { AppError, ErrorCode } from '@/lib/errors/app-error';

type Wire = { status: number; type: string; mayRetry: boolean };

const wire: Record<ErrorCode, Wire> = {
  invalid_request: { status: 400, type: 'invalid_request_error', mayRetry: false },
  unauthenticated: { status: 401, type: 'authentication_error', mayRetry: false },
  forbidden: { status: 403, type: 'permission_error', mayRetry: false },
  not_found: { status: 404, type: 'not_found_error', mayRetry: false },
  method_not_allowed: { status: 405, type: 'invalid_request_error', mayRetry: false },
  request_timeout: { status: 408, type: 'timeout_error', mayRetry: true },
  path_conflict: { status: 409, type: 'memory_path_conflict_error', mayRetry: false },
  precondition_failed: { status: 409, type: 'memory_precondition_failed_error', mayRetry: false },
  conflict: { status: 409, type: 'conflict_error', mayRetry: false },
  request_too_large: { status: 413, type: 'request_too_large', mayRetry: false },
  rate_limited: { status: 429, type: 'rate_limit_error', mayRetry: true },
  audit_unavailable: { status: 503, type: 'api_error', mayRetry: true },
  database_unavailable: { status: 503, type: 'api_error', mayRetry: true },
};

export function statusOf(error: AppError | null): number {
  return error ? wire[error.code].status : 500;
}

export function errorTypeOf(error: AppError): string {
  return wire[error.code].type;
}

function describe(error: AppError): Record<string, unknown> {
  const { errorCode, conflictingMemoryId, conflictingPath } = error.details;
  return {
    type: wire[error.code].type,
    message: error.message,
    ...(errorCode !== undefined && { details: { error_code: errorCode } }),
    ...(conflictingPath !== undefined && { conflicting_path: conflictingPath }),
    ...(conflictingMemoryId !== undefined && { conflicting_memory_id: conflictingMemoryId }),
  };
}

const internal = {
  type: 'api_error',
  message: 'something went wrong on our side; the request id finds it in the log',
};

/** The error envelope of the memory-store API. Null stands for whatever we did not foresee: nothing of it is shown. */
export function errorResponse(error: AppError | null, requestId: string): Response {
  const headers = new Headers({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'request-id': requestId,
  });
  if (error && !wire[error.code].mayRetry) headers.set('x-should-retry', 'false');
  if (error?.details.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(error.details.retryAfterSeconds));
  if (error?.details.allow) headers.set('allow', error.details.allow.join(', '));
  // The rest of a body that we do not want is not read: the connection ends with the answer.
  if (error?.code === 'request_too_large' || error?.code === 'request_timeout')
    headers.set('connection', 'close');
  const body = { type: 'error', error: error ? describe(error) : internal, request_id: requestId };
  return new Response(JSON.stringify(body), { status: statusOf(error), headers });
}
