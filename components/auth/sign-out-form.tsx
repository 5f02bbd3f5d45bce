'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';

import { requestSignOut } from './request-auth';

/** Signs this browser out and goes to the sign-in. */
export function SignOutForm() {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function signOut(): Promise<void> {
    setPending(true);
    const answer = await requestSignOut();
    if (answer.isDone) return window.location.assign('/sign-in');
    setPending(false);
    setProblem(answer.message);
  }

  return (
    <div className="grid justify-items-start gap-3">
      <Button look="primary" isBusy={isPending} className="h-10" onClick={() => void signOut()}>
        {isPending ? 'Signing out…' : 'Sign out'}
      </Button>
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
