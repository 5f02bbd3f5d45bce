import { ApiError } from '@/lib/http/client';

/** A failure after the change was committed looks like one before it. */
const unknownOutcome = 'Whether this was done is not known: look at the versions before you try again.';

const byCode: Record<string, string> = {
  head_moved:
    'Somebody changed this memory after you opened it. Nothing was done: look at it as it is now, and decide again.',
  target_redacted: 'This version was redacted: its text is gone and cannot be restored. Nothing was changed.',
  target_deleted:
    'This version records a deletion and has no text. Nothing was changed: restore the one before it.',
  nothing_to_change: 'The memory has exactly this text already. Nothing had to be changed.',
  preview_changed:
    'What would be redacted is not what you saw any more. Nothing was redacted: look at a new preview.',
};

const byType: Record<string, string> = {
  memory_precondition_failed_error:
    'Somebody changed this memory after you opened it. Nothing was done: look at it as it is now, and decide again.',
  not_found_error: 'It is not there any more; somebody may have deleted it. Nothing was changed.',
  unreachable: `The server could not be reached. ${unknownOutcome}`,
};

/** What went wrong and what did not happen, for people. */
export function describeActFailure(error: unknown): string {
  if (!(error instanceof ApiError)) return `Something went wrong in this page. ${unknownOutcome}`;
  if (error.conflictingPath !== null) {
    return `${error.conflictingPath} is taken by another memory. Nothing was changed: choose another path.`;
  }
  const known = byCode[error.errorCode ?? ''] ?? byType[error.type];
  if (known !== undefined) return known;
  const message = error.message.replace(/\.$/, '');
  const reason = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
  if (error.status < 500) return `${reason} Nothing was changed.`;
  return `${reason} ${unknownOutcome}${error.requestId ? ` The log has more under ${error.requestId}.` : ''}`;
}

/** Whether somebody else was faster. */
export function hasMoved(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.errorCode === 'head_moved' || error.type === 'memory_precondition_failed_error')
  );
}
