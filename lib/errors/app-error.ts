/** Every refusal that a caller can meet. One file (`lib/http/envelope.ts`) says how each travels over the wire. */
export type ErrorCode =
  | 'invalid_request'
  | 'request_too_large'
  | 'request_timeout'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'path_conflict'
  | 'precondition_failed'
  | 'conflict'
  | 'rate_limited'
  | 'audit_unavailable'
  | 'database_unavailable';

export type ErrorDetails = {
  /** Names one conflict among others, such as `head_moved`. */
  errorCode?: string;
  conflictingPath?: string;
  conflictingMemoryId?: string;
  retryAfterSeconds?: number;
  allow?: readonly string[];
};

/** A refusal or failure whose message is safe to show. The cause is logged, never sent. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export function invalidRequest(message: string): AppError {
  return new AppError('invalid_request', message);
}

export function notFound(message: string): AppError {
  return new AppError('not_found', message);
}

export function forbidden(message: string): AppError {
  return new AppError('forbidden', message);
}
