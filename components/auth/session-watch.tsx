'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';

import { isSessionOver, onSessionChange } from '@/lib/http/session-end';

import { KeepSignedIn } from './keep-signed-in';

const SignInAgain = dynamic(() => import('./sign-in-again').then((module) => module.SignInAgain), {
  ssr: false,
});

/** Keeps the session while somebody works, and asks them to sign in again where it ended all the same. */
export function SessionWatch() {
  const isOver = useSyncExternalStore(onSessionChange, isSessionOver, () => false);
  return (
    <>
      <KeepSignedIn />
      {isOver && <SignInAgain />}
    </>
  );
}
