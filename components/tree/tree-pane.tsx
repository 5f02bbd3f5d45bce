'use client';

import dynamic from 'next/dynamic';
import { useCallback, useId, useMemo, useState } from 'react';

import type { StoreRef } from '@/lib/memories/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { acts } from './acts';
import type { Act } from './acts';
import { FilterLabel } from './filter-label';
import { isEntry } from './rows';
import type { EntryRow } from './rows';
import { SelectionBar } from './selection-bar';
import { TreeBody } from './tree-body';
import { FoundLine, TreeHead } from './tree-head';
import { TreeView } from './tree-view';
import { useBulk } from './use-bulk';
import { useFilterText } from './use-filter-text';
import { useFocusAfter } from './use-focus-after';
import { useTreeControl } from './use-tree-control';

const BulkDialog = dynamic(() => import('./bulk-dialog').then((module) => module.BulkDialog), { ssr: false });

type TreePaneProps = { workspaceId: string; store: StoreResource; shownMemoryId: string | null };

/** The memories of a store: the tree, its filter, and what can be done with those that are selected. */
export function TreePane({ workspaceId, store: resource, shownMemoryId }: TreePaneProps) {
  const treeId = useId();
  const [typed, setTyped] = useFilterText();
  const [act, setAct] = useState<Act | null>(null);
  const storeId = resource.id;
  const store: StoreRef = useMemo(() => ({ workspaceId, storeId }), [workspaceId, storeId]);
  const control = useTreeControl({ store, shownMemoryId, typed });
  const { filter, rows, tree, selection, collecting } = control;
  const { picked } = selection;
  const bulk = useBulk(store, selection.remove);
  const focusTree = useCallback(() => document.getElementById(treeId)?.focus(), [treeId]);
  useFocusAfter(act !== null, focusTree);
  const labelOf = useCallback(
    (row: EntryRow) =>
      filter.isOn && row.kind === 'memory' ? <FilterLabel row={row} query={filter.query} /> : undefined,
    [filter.isOn, filter.query],
  );

  return (
    <>
      <TreeHead
        store={resource}
        storeHref={`/w/${workspaceId}/stores/${storeId}`}
        folder={rows.find((row) => row.key === control.activeKey)?.folder ?? '/'}
        typed={typed}
        onType={setTyped}
        onLeave={focusTree}
      />
      {filter.isOn && filter.rows && (
        <FoundLine
          count={rows.filter(isEntry).length}
          hasMore={filter.search.hasNextPage}
          onSelectAll={control.mayPick ? () => control.collectHere('/') : null}
        />
      )}
      <TreeBody control={control}>
        <TreeView
          id={treeId}
          label={filter.isOn ? 'Memories that the filter found' : `Memories of ${resource.name}`}
          rows={rows}
          activeKey={control.activeKey}
          revealKey={shownMemoryId}
          acts={control.acts}
          labelOf={labelOf}
          lookOf={(row) => ({
            isPicked: picked.has(row.key),
            isShown: row.key === shownMemoryId,
            isHot: row.key === control.hotKey,
            mayPick: control.mayPick,
          })}
          onStep={control.step}
          onGap={control.fill}
          onRetry={tree.retry}
        />
      </TreeBody>
      <SelectionBar
        picked={picked}
        collecting={collecting.count}
        onStop={collecting.stop}
        onClear={selection.clear}
        onAct={setAct}
      />
      {act && (
        <BulkDialog
          act={act}
          memories={[...picked.values()].filter(acts[act].appliesTo)}
          progress={bulk.progress}
          onRun={bulk.run}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
