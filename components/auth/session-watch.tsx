'use client';

import { useSyncExternalStore } from 'react';

import { makeLate } from '@/components/ui/late';
import { isSessionOver, onSessionChange } from '@/lib/http/session-end';
import { isProofAsked, onProofChange } from '@/lib/http/step-up';

import { KeepSignedIn } from './keep-signed-in';

const { Component: SignInAgain } = makeLate(() =>
  import('./sign-in-again').then((module) => module.SignInAgain),
);

const { Component: ConfirmSignIn } = makeLate(() =>
  import('./confirm-sign-in').then((module) => module.ConfirmSignIn),
);

/** Keeps the session while somebody works, and asks them to sign in again where it ended all the same, or where an act wants that. */
export function SessionWatch() {
  const isOver = useSyncExternalStore(onSessionChange, isSessionOver, () => false);
  const isAsked = useSyncExternalStore(onProofChange, isProofAsked, () => false);
  return (
    <>
      <KeepSignedIn />
      {isOver && <SignInAgain />}
      {isAsked && !isOver && <ConfirmSignIn />}
    </>
  );
}
