'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';

import { isSessionOver, onSessionChange } from '@/lib/http/session-end';
import { isProofAsked, onProofChange } from '@/lib/http/step-up';

import { KeepSignedIn } from './keep-signed-in';

const SignInAgain = dynamic(() => import('./sign-in-again').then((module) => module.SignInAgain), {
  ssr: false,
});

const ConfirmSignIn = dynamic(() => import('./confirm-sign-in').then((module) => module.ConfirmSignIn), {
  ssr: false,
});

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
