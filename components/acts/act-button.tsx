'use client';

import { useId } from 'react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import type { ButtonLook } from '@/components/ui/button';

type ActButtonProps = {
  onAct: () => void;
  look?: ButtonLook;
  /** Why it cannot be pressed now. It stays in sight and within reach, and says so. */
  refusal?: string | undefined;
  children: ReactNode;
};

export function ActButton({ onAct, look = 'plain', refusal, children }: ActButtonProps) {
  const id = useId();
  if (refusal === undefined) {
    return (
      <Button look={look} onClick={onAct}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Button look={look} aria-disabled title={refusal} aria-describedby={id}>
        {children}
      </Button>
      <span id={id} className="sr-only">
        {refusal}
      </span>
    </>
  );
}
