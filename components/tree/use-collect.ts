'use client';

import { useCallback, useRef, useState } from 'react';

import { useToast } from '@/components/ui/toast';
import type { StoreRef } from '@/lib/memories/queries';
import type { MemoryResource } from '@/lib/memories/schema';
import { searchPaths } from '@/lib/search/queries';

import { maxPicked } from './picked';

export type Scope = { query: string; folder: string };

/** Every path holds one. */
export const anyPath = '/';

/** Fetches all memories of a folder or a filter, to select them: page by page, until it is stopped or as many as can be acted on. */
export function useCollect(store: StoreRef, onFound: (memories: readonly MemoryResource[]) => void) {
  const toast = useToast();
  const [count, setCount] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setCount(null);
  }, []);
  const collect = useCallback(
    async (scope: Scope) => {
      stop();
      const { signal } = (running.current = new AbortController());
      setCount(0);
      let found = 0;
      let page: string | null = null;
      try {
        do {
          const answer = await searchPaths({ ...store, ...scope }, { page, signal });
          onFound(answer.data);
          found += answer.data.length;
          page = answer.next_page;
          setCount(found);
        } while (page !== null && found < maxPicked && !signal.aborted);
        if (page !== null && !signal.aborted) {
          toast({
            title: `Selected the first ${found.toLocaleString('en')}`,
            detail: `There are more. One act takes at most ${maxPicked.toLocaleString('en')} memories; repeat it for the rest.`,
          });
        }
      } catch (error) {
        if (signal.aborted) return;
        const detail = error instanceof Error ? error.message : undefined;
        toast({ title: 'Not all of them could be selected', isFailure: true, ...(detail && { detail }) });
      }
      if (!signal.aborted) stop();
    },
    [store, onFound, stop, toast],
  );
  return { count, collect, stop };
}
