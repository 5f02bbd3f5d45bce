'use client';

import { useEffect } from 'react';
import type { ReactNode } from 'react';

import { SessionWatch } from '@/components/auth/session-watch';
import { ClockProvider } from '@/components/ui/clock';
import { ShortcutProvider } from '@/components/ui/shortcuts';
import { ToastProvider } from '@/components/ui/toast';

import { QueryProvider } from './query-provider';
import { ViewerProvider } from './workspace';
import type { Viewer } from './workspace';

type ProvidersProps = { viewer: Viewer; renderedAtMs: number; children: ReactNode };

/** What every page of a workspace stands in. */
export function Providers({ viewer, renderedAtMs, children }: ProvidersProps) {
  useEffect(function sayThatThePageIsAlive() {
    document.documentElement.dataset['ready'] = 'true';
  }, []);
  return (
    <QueryProvider>
      <ViewerProvider viewer={viewer}>
        <ClockProvider renderedAtMs={renderedAtMs}>
          <ShortcutProvider>
            <ToastProvider>{children}</ToastProvider>
            <SessionWatch />
          </ShortcutProvider>
        </ClockProvider>
      </ViewerProvider>
    </QueryProvider>
  );
}
