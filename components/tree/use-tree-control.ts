'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';

import { useMay } from '@/components/shell/workspace';
import type { StoreRef } from '@/lib/memories/queries';

import type { TreeStep } from './keys';
import { isEntry } from './rows';
import type { EntryRow, FolderRow, GapRow, TreeRow } from './rows';
import type { RowActs } from './tree-row';
import { anyPath, useCollect } from './use-collect';
import { useFilter } from './use-filter';
import { useHover } from './use-hover';
import { usePicked } from './use-picked';
import { useTree } from './use-tree';

type Control = { store: StoreRef; shownMemoryId: string | null; typed: string };

const noRows: readonly TreeRow[] = [];

/** Everything that the tree of a store, or what a filter found in it, does when it is pressed or typed at. */
export function useTreeControl({ store, shownMemoryId, typed }: Control) {
  const router = useRouter();
  const [mayGovern, mayWrite] = [useMay('govern'), useMay('memories:write')];
  const mayPick = mayGovern || mayWrite;
  const tree = useTree(store, shownMemoryId);
  const filter = useFilter(store, typed);
  const rows = filter.isOn ? (filter.rows ?? noRows) : tree.rows;
  const selection = usePicked(rows);
  const collecting = useCollect(store, selection.add);
  const { hotKey, hover } = useHover(tree.prefetch);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const activeKey = focusedKey ?? shownMemoryId;

  const { setIsOpen, fill: fillFolder } = tree;
  const { toggle, extendTo, add, clear } = selection;
  const { collect } = collecting;
  const { fetchNextPage } = filter.search;

  const collectFolder = useCallback((folder: string) => void collect({ query: anyPath, folder }), [collect]);
  const collectHere = useCallback(
    (folder: string) =>
      filter.isOn ? void collect({ query: filter.query, folder: '/' }) : collectFolder(folder),
    [filter.isOn, filter.query, collect, collectFolder],
  );
  const pick = useCallback(
    (row: EntryRow, isRange: boolean) => {
      if (!mayPick) return;
      if (isRange) extendTo(row.key);
      else if (row.kind === 'folder') collectFolder(row.path);
      else toggle(row);
    },
    [mayPick, extendTo, toggle, collectFolder],
  );
  const hrefOf = useCallback(
    (memoryId: string) => `/w/${store.workspaceId}/stores/${store.storeId}/memories/${memoryId}`,
    [store],
  );
  const acts: RowActs = useMemo(
    () => ({
      hrefOf,
      onToggleFolder: (row: FolderRow) => setIsOpen(row.path, !row.isOpen),
      onPick: pick,
      onHover: hover,
      onFocusRow: setFocusedKey,
    }),
    [hrefOf, setIsOpen, pick, hover],
  );

  const enter = (row: TreeRow) => {
    if (row.kind === 'memory') router.push(hrefOf(row.memory.id));
    else if (row.kind === 'folder') setIsOpen(row.path, !row.isOpen);
  };
  const move = (to: TreeRow | undefined, from: TreeRow, isExtending: boolean) => {
    if (!to) return;
    setFocusedKey(to.key);
    if (isEntry(to)) hover(to);
    if (isExtending && mayPick)
      add([from, to].flatMap((each) => (each.kind === 'memory' ? [each.memory] : [])));
  };
  const step = (taken: TreeStep, row: TreeRow) => {
    if (taken.type === 'move') move(rows[taken.index], row, taken.isExtending);
    else if (taken.type === 'open' || taken.type === 'close') setIsOpen(taken.path, taken.type === 'open');
    else if (taken.type === 'enter') enter(row);
    else if (taken.type === 'pick') {
      if (isEntry(row)) pick(row, taken.isRange);
    } else if (taken.type === 'pick_all') {
      if (mayPick) collectHere(row.folder);
    } else clear();
  };
  const fill = useCallback(
    (gap: GapRow) => (filter.isOn ? void fetchNextPage({ cancelRefetch: false }) : fillFolder(gap)),
    [filter.isOn, fetchNextPage, fillFolder],
  );
  return {
    tree,
    filter,
    rows,
    selection,
    collecting,
    acts,
    activeKey,
    hotKey,
    mayPick,
    step,
    fill,
    collectHere,
  };
}
