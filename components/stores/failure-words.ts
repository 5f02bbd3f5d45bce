import { ApiError } from '@/lib/http/client';

/** What did not happen, as in "The store was not archived", and why; null when nothing failed. */
export function describeFailure(failed: string, error: Error | null): string | null {
  if (error === null) return null;
  if (!(error instanceof ApiError)) return `${failed}. Something went wrong in this page.`;
  if (error.status === 0)
    return 'The server could not be reached, and what became of this is not known. Look again before you repeat it.';
  const reason = `${failed}: ${error.message.replace(/\.$/, '')}.`;
  return error.status >= 500 && error.requestId !== null
    ? `${reason} The log has more under ${error.requestId}.`
    : reason;
}
