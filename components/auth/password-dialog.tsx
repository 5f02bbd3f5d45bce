'use client';

import { useRef, useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { flushSync } from 'react-dom';

import { useViewer } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

import { requestSignIn } from './request-auth';

type PasswordDialogProps = {
  title: string;
  /** What the button says, and while it works. */
  act: string;
  acting: string;
  /** Beside the button. */
  aside: ReactNode;
  /** Once they have signed in: null when that helped, or else why not. */
  onSignedIn: () => Promise<string | null>;
  onClose: () => void;
  children: ReactNode;
};

/** Signs the same person in again where they are. */
export function PasswordDialog(props: PasswordDialogProps) {
  const { person } = useViewer();
  const password = useRef<HTMLInputElement>(null);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(): Promise<void> {
    setPending(true);
    const answer = await requestSignIn({ email: person.email, password: password.current?.value ?? '' });
    const found = answer.isDone ? await props.onSignedIn() : answer.message;
    if (found === null) return;
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
    <Dialog title={props.title} onClose={props.onClose} isBusy={isPending}>
      <form method="post" onSubmit={handleSubmit} className="grid gap-4">
        {props.children}
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
          {props.aside}
          <Button type="submit" look="primary" isBusy={isPending}>
            {isPending ? props.acting : props.act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
