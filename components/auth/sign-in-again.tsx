'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { flushSync } from 'react-dom';

import { useViewer, useWorkspaceId } from '@/components/shell/workspace';
import { Button, buttonClass } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ApiError, callApi } from '@/lib/http/client';
import { forgetSessionEnd } from '@/lib/http/session-end';

import { requestSignIn } from './request-auth';

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
  const { person } = useViewer();
  const client = useQueryClient();
  const workspaceId = useWorkspaceId();
  const password = useRef<HTMLInputElement>(null);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(): Promise<void> {
    setPending(true);
    const answer = await requestSignIn({ email: person.email, password: password.current?.value ?? '' });
    const found = answer.isDone ? await findExclusion(workspaceId) : answer.message;
    if (found === null) {
      forgetSessionEnd();
      await client.invalidateQueries();
      return;
    }
    flushSync(() => {
      setPending(false);
      setProblem(found);
    });
    password.current?.select();
  }

  function handleSubmit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!isPending) void submit();
  }

  return (
    <Dialog title="You are signed out" onClose={forgetSessionEnd} isBusy={isPending}>
      <form method="post" onSubmit={handleSubmit} className="grid gap-4">
        <p>
          Your session ended, or somebody ended it. What you did last was not done. What is on this page
          stays: sign in and do it again.
        </p>
        <input type="hidden" name="username" autoComplete="username" value={person.email} readOnly />
        <Field label={`Password of ${person.email}`} error={problem}>
          {(control) => (
            <Input
              {...control}
              ref={password}
              type="password"
              autoComplete="current-password"
              data-first-focus
              required
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center justify-end gap-2">
          <a href={signInAddress()} className={buttonClass('quiet')}>
            Leave for the sign-in page
          </a>
          <Button type="submit" look="primary" isBusy={isPending}>
            {isPending ? 'Signing in…' : 'Sign in'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
