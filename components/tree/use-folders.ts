'use client';

import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';

import { folderQuery, loadMoreOfFolder } from '@/lib/memories/queries';
import type { FolderWindow, StoreRef } from '@/lib/memories/queries';

import { foldersAbove } from './rows';
import type { FolderState } from './rows';

type Loaded = { data: FolderWindow | undefined; error: Error | null };

function stateOf(results: readonly Loaded[]): FolderState[] {
  return results.map(({ data, error }) => ({ window: data, error }));
}

/** The folders whose children are in the tree: those that are open, and all above them are too. */
function listShown(open: ReadonlySet<string>): string[] {
  const isShown = (folder: string) => foldersAbove(folder).every((above) => above === '/' || open.has(above));
  return ['/', ...[...open].filter((folder) => folder !== '/' && isShown(folder))];
}

/** Keeps the children of the open folders loaded, and loads more of them when asked. */
export function useFolders(store: StoreRef, open: ReadonlySet<string>) {
  const client = useQueryClient();
  const shown = useMemo(() => listShown(open), [open]);
  const states = useQueries({
    queries: shown.map((folder) => folderQuery(store, folder)),
    combine: stateOf,
  });
  const folders = useMemo(
    () =>
      new Map(shown.map((folder, index) => [folder, states[index] ?? { window: undefined, error: null }])),
    [shown, states],
  );
  const loading = useRef(new Set<string>());
  const loadMore = useCallback(
    async (folder: string, side: 'before' | 'after') => {
      const name = `${side}:${folder}`;
      if (loading.current.has(name)) return;
      loading.current.add(name);
      try {
        await loadMoreOfFolder(client, store, { folder, side });
      } finally {
        loading.current.delete(name);
      }
    },
    [client, store],
  );
  return { folders, loadMore };
}
