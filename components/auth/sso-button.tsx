'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';

import { requestSso } from './request-auth';

type SsoButtonProps = {
  name: string;
  label: string;
  /** A path of this site, to come back to. */
  returnPath: string;
  /** The workspace in which the identity is linked with which somebody comes back. */
  link?: string;
  /** Whether the provider is to ask for the proof again. */
  isAgain?: boolean;
  className?: string;
};

/** The way to the provider of single sign-on. */
export function SsoButton({ name, label, className, ...request }: SsoButtonProps) {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function leave(): Promise<void> {
    setPending(true);
    const answer = await requestSso(request);
    if (answer.isDone) return;
    setPending(false);
    setProblem(answer.message);
  }

  return (
    <div className="grid gap-2">
      <Button
        className={classNames('justify-self-start', className)}
        isBusy={isPending}
        onClick={() => void leave()}
      >
        {isPending ? `Going to ${name}…` : label}
      </Button>
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
