'use client';

import dynamic from 'next/dynamic';
import { createContext, useCallback, useContext, useState } from 'react';
import type { ReactNode } from 'react';

import { useShortcut } from '@/components/ui/shortcuts';

const HelpDialog = dynamic(() => import('./help-dialog').then((module) => module.HelpDialog), { ssr: false });

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
