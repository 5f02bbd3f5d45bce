'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';

import { isLive } from '@/components/live/live-state';
import { ApiError } from '@/lib/http/client';

const freshForMs = 15_000;
const maxRetries = 2;

/** A refusal stays one however often it is asked for; only what may pass by itself is tried again. */
function mayRetry(failures: number, error: Error): boolean {
  const isPassing = error instanceof ApiError && (error.status === 0 || error.status >= 500);
  return isPassing && failures < maxRetries;
}

/** Where news is told as such, nobody who only comes back finds the page changed under their eyes. */
function mayLookAgain(): boolean {
  return !isLive();
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: freshForMs,
        retry: mayRetry,
        refetchOnWindowFocus: mayLookAgain,
        refetchOnReconnect: mayLookAgain,
      },
      mutations: { retry: false },
    },
  });
}

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
