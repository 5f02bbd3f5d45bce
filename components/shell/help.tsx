'use client';

import { createContext, useCallback, useContext, useState } from 'react';
import type { ReactNode } from 'react';

import { makeLate } from '@/components/ui/late';
import { useShortcut } from '@/components/ui/shortcuts';

const { Component: HelpDialog } = makeLate(() => import('./help-dialog').then((module) => module.HelpDialog));

const HelpContext = createContext<() => void>(() => undefined);

export function useShowHelp(): () => void {
  return useContext(HelpContext);
}

/** The keyboard help, on `?` and in the account's menu. */
export function HelpProvider({ children }: { children: ReactNode }) {
  const [isShown, setIsShown] = useState(false);
  const show = useCallback(() => setIsShown(true), []);
  useShortcut('?', 'Show this help', show);
  return (
    <HelpContext value={show}>
      {children}
      {isShown && <HelpDialog onClose={() => setIsShown(false)} />}
    </HelpContext>
  );
}
