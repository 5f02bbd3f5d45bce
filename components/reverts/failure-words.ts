import { describeActFailure } from '@/components/acts/failure-words';
import { ApiError } from '@/lib/http/client';

const byCode: Record<string, string> = {
  preview_changed:
    'Somebody wrote to these memories after this dry run. Nothing was changed: plan it again and look at the new one.',
  nothing_to_change: 'This plan changes no memory, so there is nothing to carry out.',
  revert_unfinished: 'Only a revert that was carried out can be reverted. Nothing was changed.',
};

const lost =
  'The server could not be reached. If the revert had begun it goes on by itself: this page shows how far it is once the connection is back.';

/** What went wrong with a revert and what did not happen, for people; null without a failure. */
export function describeRevertFailure(error: Error | null): string | null {
  if (error === null) return null;
  if (!(error instanceof ApiError)) return describeActFailure(error);
  if (error.status === 0) return lost;
  return byCode[error.errorCode ?? ''] ?? describeActFailure(error);
}
