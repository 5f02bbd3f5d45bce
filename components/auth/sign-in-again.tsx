'use client';

import { useQueryClient } from '@tanstack/react-query';

import { useWorkspaceId } from '@/components/shell/workspace';
import { buttonClass } from '@/components/ui/button';
import { ApiError, callApi } from '@/lib/http/client';
import { forgetSessionEnd } from '@/lib/http/session-end';

import { PasswordDialog } from './password-dialog';

/** The sign-in page with the way back here. What was typed to search is in the fragment, which the browser keeps to itself. */
function signInAddress(): string {
  const { pathname, search, hash } = window.location;
  return `/sign-in?${new URLSearchParams({ callbackUrl: pathname + search })}${hash}`;
}

/** Why somebody who has just signed in is still not let in here; null when they are. */
async function findExclusion(workspaceId: string): Promise<string | null> {
  try {
    await callApi({ workspaceId, path: '/v1/me' });
    return null;
  } catch (error) {
    const isRefused = error instanceof ApiError && error.status === 401;
    return isRefused
      ? 'You are signed in, but no longer a member of this workspace. An administrator can add you again.'
      : null;
  }
}

/** Signs the same person in again where they are, so that nothing that they typed is lost. */
export function SignInAgain() {
  const client = useQueryClient();
  const workspaceId = useWorkspaceId();
  return (
    <PasswordDialog
      title="You are signed out"
      act="Sign in"
      acting="Signing in…"
      aside={
        <a href={signInAddress()} className={buttonClass('quiet')}>
          Leave for the sign-in page
        </a>
      }
      onClose={forgetSessionEnd}
      onSignedIn={async () => {
        const found = await findExclusion(workspaceId);
        if (found !== null) return found;
        forgetSessionEnd();
        await client.invalidateQueries();
        return null;
      }}
    >
      <p>
        Your session ended, or somebody ended it. What you did last was not done. What is on this page stays:
        sign in and do it again.
      </p>
    </PasswordDialog>
  );
}
