'use client';

import { useId, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { flushSync } from 'react-dom';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

import { requestSignIn } from './request-auth';

/** What a form without a value for this name, or with a file, has in it. */
function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Signs in and goes on to `returnPath`, a path of this site. */
export function SignInForm({ returnPath }: { returnPath: string }) {
  const errorId = useId();
  const passwordRef = useRef<HTMLInputElement>(null);
  const submitRef = useRef<HTMLButtonElement>(null);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<{ message: string; isWrong: boolean } | null>(null);

  async function submit(form: FormData): Promise<void> {
    setPending(true);
    const answer = await requestSignIn({ email: textOf(form, 'email'), password: textOf(form, 'password') });
    if (answer.isDone) {
      // A fragment never reaches the server, but the browser kept it across the redirect to this page.
      const hash = returnPath.includes('#') ? '' : window.location.hash;
      window.location.assign(`${returnPath}${hash}`);
      return;
    }
    // A button that was busy has lost the focus, and takes it again only once it is pressable.
    flushSync(() => {
      setPending(false);
      setProblem(answer);
    });
    if (answer.isWrong) passwordRef.current?.select();
    else submitRef.current?.focus();
  }

  function handleSubmit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!isPending) void submit(new FormData(event.currentTarget));
  }

  const marks = {
    ...(problem?.isWrong && { 'aria-invalid': true as const }),
    ...(problem && { 'aria-describedby': errorId }),
  };
  return (
    // Before the page is alive the browser sends the form itself, and is led back here: never with a password in an address.
    <form
      method="post"
      action="/api/auth/callback/credentials"
      onSubmit={handleSubmit}
      className="grid gap-4"
    >
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            {...marks}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            className="h-10"
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            {...marks}
            ref={passwordRef}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-10"
          />
        )}
      </Field>
      <p id={errorId} role="alert" className="min-h-5 text-danger">
        {problem?.message}
      </p>
      <Button ref={submitRef} type="submit" look="primary" isBusy={isPending} className="h-10">
        {isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}
