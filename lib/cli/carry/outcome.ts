import { exitCodes, Failure } from '../inspect/failure';

/** What was asked is not done, because of how things stand. */
export function refusal(message: string, advice?: string): Failure {
  return new Failure(exitCodes.refused, {
    message,
    not: 'Nothing was changed.',
    ...(advice !== undefined && { advice }),
  });
}

/** What was done cannot be relied on. */
export function checkFailure(message: string, advice: string): Failure {
  return new Failure(exitCodes.checkFailed, { message, advice });
}
