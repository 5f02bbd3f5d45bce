'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

import { useToast } from '@/components/ui/toast';
import { folderKey, folderQuery } from '@/lib/memories/queries';
import type { StoreRef } from '@/lib/memories/queries';

import { rowsOfFolder } from './rows';
import type { GapRow } from './rows';
import { useFolders } from './use-folders';
import { useReveal } from './use-reveal';

/** The open folders of a store with what is loaded of them, as rows. */
export function useTree(store: StoreRef, shownMemoryId: string | null) {
  const client = useQueryClient();
  const toast = useToast();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { folders, loadMore } = useFolders(store, open);
  const rows = useMemo(() => rowsOfFolder({ folders, open }, '/'), [folders, open]);

  const setIsOpen = useCallback((folder: string, isOpen: boolean) => {
    setOpen((before) => {
      const next = new Set(before);
      if (isOpen) next.add(folder);
      else next.delete(folder);
      return next;
    });
  }, []);
  const openAll = useCallback(
    (added: readonly string[]) => setOpen((before) => new Set([...before, ...added])),
    [],
  );
  useReveal({ store, memoryId: shownMemoryId, onOpen: openAll });

  const fill = useCallback(
    ({ folder, side }: GapRow) => {
      if (side === 'all') return;
      loadMore(folder, side).catch(() =>
        toast({
          title: `More of ${folder} could not be loaded`,
          isFailure: true,
          action: {
            label: 'Try again',
            onAct: () => void client.refetchQueries({ queryKey: folderKey(store, folder) }),
          },
        }),
      );
    },
    [client, store, loadMore, toast],
  );
  const retry = useCallback(
    (folder: string) => void client.refetchQueries({ queryKey: folderKey(store, folder) }),
    [client, store],
  );
  const prefetch = useCallback(
    (folder: string) => void client.prefetchQuery(folderQuery(store, folder)),
    [client, store],
  );
  const error = folders.get('/')?.window ? null : (folders.get('/')?.error ?? null);
  return { rows, error, setIsOpen, fill, retry, prefetch };
}
