'use client';

import { CloudOff, FileQuestion, Lock, LogIn, TriangleAlert } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ApiError } from '@/lib/http/client';

type FailureProps = {
  /** What was to be shown, as in "the versions". */
  what: string;
  error: unknown;
  onRetry?: () => void;
};

/** What the server's log knows a failure by. */
function referenceOf(error: unknown): string | null {
  if (error instanceof ApiError) return error.requestId;
  const digest: unknown = error instanceof Error && 'digest' in error ? error.digest : null;
  return typeof digest === 'string' ? digest : null;
}

/** Why something could not be loaded, what that means, and what to do. */
export function Failure({ what, error, onRetry }: FailureProps) {
  const found = error instanceof ApiError ? error : null;
  const reference = referenceOf(error);
  const retry = onRetry && <Button onClick={onRetry}>Try again</Button>;
  if (found?.status === 404) {
    return (
      <Notice icon={FileQuestion} title={`There is no such thing as ${what} here`} role="alert">
        It may have been deleted, or its address mistyped. Nothing was changed.
      </Notice>
    );
  }
  if (found?.status === 401) {
    return (
      <Notice icon={LogIn} title="You are signed out" role="alert" action={retry}>
        Sign in to see {what}. Nothing was changed.
      </Notice>
    );
  }
  if (found?.status === 403) {
    return (
      <Notice icon={Lock} title={`Your role may not see ${what}`} role="alert">
        {found.message}. An administrator of this workspace can change your role.
      </Notice>
    );
  }
  if (found?.status === 0) {
    return (
      <Notice icon={CloudOff} title={`Could not load ${what}`} role="alert" action={retry}>
        The server could not be reached. Nothing was changed.
      </Notice>
    );
  }
  return (
    <Notice icon={TriangleAlert} title={`Could not load ${what}`} role="alert" action={retry}>
      <p>{found?.message ?? 'Something went wrong in this page.'}</p>
      {reference && (
        <p>
          The log has more under <code>{reference}</code>.
        </p>
      )}
    </Notice>
  );
}
