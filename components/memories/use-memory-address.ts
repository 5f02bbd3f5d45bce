'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

import { readAddress, writeAddress } from './memory-address';
import type { MemoryAddress } from './memory-address';

export type Go = (address: Partial<MemoryAddress>, options?: { isStep?: boolean }) => void;

/** The URL owns what is shown. A step from version to version leaves no entry in the browser's history of its own. */
export function useMemoryAddress(): { address: MemoryAddress; go: Go } {
  const params = useSearchParams();
  const address = useMemo(() => readAddress(params), [params]);
  const go = useCallback<Go>((to, { isStep = false } = {}) => {
    const href = window.location.pathname + writeAddress(to);
    if (isStep) window.history.replaceState(null, '', href);
    else window.history.pushState(null, '', href);
  }, []);
  return { address, go };
}
