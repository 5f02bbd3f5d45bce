import { exitCodes, Failure } from './failure';
import type { ExitCode } from './failure';

export type Refusal = {
  status: number;
  message: string;
  /** Such as `head_moved`; names one conflict among others. */
  errorCode: string | null;
  requestId: string | null;
};

const adviceOfConflict = new Map([
  ['head_moved', 'Look at "palimpsest log" again, and repeat the command if it is still what you want.'],
  ['target_redacted', 'A redacted text is gone for good; choose another version.'],
  ['target_deleted', 'Choose the version before the deletion.'],
  ['nothing_to_change', 'There is nothing to do.'],
]);

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.refused;
  if (status === 404) return exitCodes.notFound;
  if (status === 409) return exitCodes.conflict;
  if (status === 408 || status === 429 || status >= 500) return exitCodes.unreachable;
  return exitCodes.usage;
}

function adviceFor({ status, errorCode }: Refusal): string {
  if (status === 401)
    return 'Check the key: PALIMPSEST_API_KEY, or --api-key-file with the path of a file that holds it.';
  if (status === 403) return 'Use a key that holds the scope which is named above.';
  if (status === 404) return 'List what is there with "palimpsest stores" and "palimpsest ls".';
  if (status === 409)
    return adviceOfConflict.get(errorCode ?? '') ?? 'Look at "palimpsest log", then decide again.';
  if (status === 429) return 'Wait a minute, then try again.';
  if (status >= 500 || status === 408) return 'Try again; if it stays, look at the log of the server.';
  return 'Correct the arguments; "palimpsest help" and --help show examples.';
}

/** What the server's refusal means for the person who typed the command. */
export function failureOfRefusal(refusal: Refusal): Failure {
  return new Failure(exitCodeOf(refusal.status), {
    message: `the server refused (${refusal.status}): ${refusal.message}.`,
    not: 'Nothing was changed.',
    advice: adviceFor(refusal),
    requestId: refusal.requestId,
  });
}

/** No answer came. Whether a change was made before the connection broke is not known, and that is said. */
export function failureOfSilence(url: string, options: { isChange: boolean; reason: string }): Failure {
  return new Failure(exitCodes.unreachable, {
    message: `no answer from ${url} (${options.reason}).`,
    not: options.isChange
      ? 'Whether the change was made is not known: look at "palimpsest log" before you repeat it.'
      : 'Nothing was changed.',
    advice: 'Start the server with "npm start", or say where it is with PALIMPSEST_URL or --url.',
  });
}
