'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ActFailure } from '@/components/shell/act-failure';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { passwordResetPreviewQuery, resetPassword } from '@/lib/workspaces/queries';

import { Entrance } from './entrance';
import { LinkState } from './link-state';
import { NewPasswordField, findPasswordFault } from './new-password-field';
import { requestSignIn } from './request-auth';
import { useLinkToken } from './use-link-token';

/** Sets a new password with a link. */
export function ResetPassword() {
  const token = useLinkToken();
  const found = useQuery({ ...passwordResetPreviewQuery(token ?? ''), enabled: token !== null });
  if (token === null || !found.data) {
    return <LinkState title="New password" error={found.error} onRetry={() => void found.refetch()} />;
  }
  const { email } = found.data;
  return (
    <Entrance
      title="New password"
      lead={`For ${email}. Every browser in which you are signed in is signed out.`}
    >
      <ResetForm token={token} email={email} />
    </Entrance>
  );
}

function ResetForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const fault = findPasswordFault(password);
  const reset = useMutation({
    mutationFn: async () => {
      await resetPassword({ token, password });
      const answer = await requestSignIn({ email, password });
      window.location.replace(answer.isDone ? '/' : '/sign-in');
    },
  });
  return (
    <form
      method="post"
      noValidate
      aria-busy={reset.isPending}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setWasSent(true);
        if (fault === null && !reset.isPending) reset.mutate();
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <NewPasswordField
        label="New password"
        value={password}
        onChange={setPassword}
        error={wasSent ? fault : null}
      />
      <ActFailure failure={describeFailure('The password was not changed', reset.error)} />
      <Button type="submit" look="primary" className="h-10" isBusy={reset.isPending || reset.isSuccess}>
        {reset.isPending || reset.isSuccess ? 'Setting it…' : 'Set the password'}
      </Button>
    </form>
  );
}
