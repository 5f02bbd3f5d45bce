'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ActFailure } from '@/components/shell/act-failure';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { acceptInvitation } from '@/lib/workspaces/queries';

import { NewPasswordField, findPasswordFault } from './new-password-field';
import { requestSignIn } from './request-auth';

type JoinFormProps = { token: string; email: string; hasAccount: boolean };

/** Accepts an invitation with a new account or with the one that the address has, and signs in. */
export function JoinForm({ token, email, hasAccount }: JoinFormProps) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const join = useMutation({
    mutationFn: async () => {
      const given = { token, password, ...(!hasAccount && { name: name.trim() }) };
      const { workspace_id: workspaceId } = await acceptInvitation(given);
      const answer = await requestSignIn({ email, password });
      window.location.replace(answer.isDone ? `/w/${workspaceId}` : '/sign-in');
    },
  });
  const nameFault = hasAccount || name.trim() !== '' ? null : 'Say what people are to call you.';
  const passwordFault = hasAccount ? null : findPasswordFault(password);
  return (
    <form
      method="post"
      noValidate
      aria-busy={join.isPending}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setWasSent(true);
        if (nameFault === null && passwordFault === null && !join.isPending) join.mutate();
      }}
    >
      <Field label="E-mail">
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" value={email} readOnly />
        )}
      </Field>
      {!hasAccount && (
        <Field label="Your name" error={wasSent ? nameFault : null}>
          {(control) => (
            <Input
              {...control}
              autoComplete="name"
              maxLength={255}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
      {hasAccount ? (
        <Field label="Password" hint="This address has an account here. Its password joins the workspace.">
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <NewPasswordField
          label="Choose a password"
          value={password}
          onChange={setPassword}
          error={wasSent ? passwordFault : null}
        />
      )}
      <ActFailure failure={describeFailure('You have not joined', join.error)} />
      <Button type="submit" look="primary" className="h-10" isBusy={join.isPending || join.isSuccess}>
        {join.isPending || join.isSuccess ? 'Joining…' : 'Join the workspace'}
      </Button>
    </form>
  );
}
