'use client';

import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';

import { memoryQuery, revealInFolder } from '@/lib/memories/queries';
import type { MemoryRef } from '@/lib/memories/keys';
import type { StoreRef } from '@/lib/memories/queries';

import { foldersAbove } from './rows';

type Reveal = { store: StoreRef; memoryId: string | null; onOpen: (folders: readonly string[]) => void };

/** Opens the folders above the memory whose page is shown, and has each loaded where the way to it leads through. */
export function useReveal({ store, memoryId, onOpen }: Reveal): void {
  const client = useQueryClient();
  const path = useKnownPath({ ...store, memoryId: memoryId ?? '' });
  useEffect(
    function openTheWay() {
      if (path === undefined) return;
      const folders = foldersAbove(path);
      onOpen(folders.slice(1));
      // A folder that cannot be loaded says so in its place in the tree.
      void Promise.allSettled(folders.map((folder) => revealInFolder(client, store, { folder, path })));
    },
    [client, store, path, onOpen],
  );
}

/**
 * The path of a memory once its page has it. Asking for it here, above the page, would put an empty entry into the cache before
 * what the server has read for the page comes to it, and the page would have to wait for a request of its own.
 */
function useKnownPath(ref: MemoryRef): string | undefined {
  const client = useQueryClient();
  const subscribe = useCallback(
    (notify: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(notify)),
    [client],
  );
  const readPath = () => client.getQueryData(memoryQuery(ref).queryKey)?.path;
  return useSyncExternalStore(subscribe, readPath, () => undefined);
}
