'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { NewPasswordField, findPasswordFault } from '@/components/auth/new-password-field';
import { requestSignIn } from '@/components/auth/request-auth';
import { ActFailure } from '@/components/shell/act-failure';
import { useIsOnline } from '@/components/shell/offline-line';
import { useViewer, useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { changePassword } from '@/lib/workspaces/queries';

/** Changes one's own password. Every sign-in ends with it, so this browser signs in again at once. */
export function ChangePassword() {
  const workspaceId = useWorkspaceId();
  const { email } = useViewer().person;
  const isOnline = useIsOnline();
  const toast = useToast();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const fault = findPasswordFault(next);
  const change = useMutation({
    mutationFn: async () => {
      await changePassword(workspaceId, { current_password: current, new_password: next });
      const answer = await requestSignIn({ email, password: next });
      if (!answer.isDone) window.location.assign('/sign-in');
    },
    onSuccess: () => {
      toast({ title: 'Your password is changed', detail: 'Every other browser is signed out.' });
      setCurrent('');
      setNext('');
      setWasSent(false);
    },
  });
  return (
    <form
      method="post"
      noValidate
      aria-busy={change.isPending}
      className="grid max-w-96 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setWasSent(true);
        if (current !== '' && fault === null && !change.isPending && isOnline) change.mutate();
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label="Present password"
        error={wasSent && current === '' ? 'Type the password that you have now.' : null}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <NewPasswordField label="New password" value={next} onChange={setNext} error={wasSent ? fault : null} />
      <ActFailure failure={describeFailure('The password was not changed', change.error)} />
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        isBusy={change.isPending}
        disabled={!isOnline}
      >
        Change the password
      </Button>
    </form>
  );
}
