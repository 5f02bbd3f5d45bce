'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { memoryQuery, revealInFolder } from '@/lib/memories/queries';
import type { StoreRef } from '@/lib/memories/queries';

import { foldersAbove } from './rows';

type Reveal = { store: StoreRef; memoryId: string | null; onOpen: (folders: readonly string[]) => void };

/** Opens the folders above the memory whose page is shown, and has each loaded where the way to it leads through. */
export function useReveal({ store, memoryId, onOpen }: Reveal): void {
  const client = useQueryClient();
  const { data } = useQuery({
    ...memoryQuery({ ...store, memoryId: memoryId ?? '' }),
    enabled: memoryId !== null,
  });
  const path = memoryId === null ? undefined : data?.path;
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
