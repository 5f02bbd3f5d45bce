'use client';

import { useCallback, useId, useMemo, useState } from 'react';

import type { StoreRef } from '@/lib/memories/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { FilterLabel } from './filter-label';
import { LazySelection } from './lazy-selection';
import { isEntry } from './rows';
import type { EntryRow } from './rows';
import { TreeBody } from './tree-body';
import { FoundLine, TreeHead } from './tree-head';
import { TreeView } from './tree-view';
import { useFilterText } from './use-filter-text';
import { useTreeControl } from './use-tree-control';

type TreePaneProps = { workspaceId: string; store: StoreResource; shownMemoryId: string | null };

/** The memories of a store: the tree, its filter, and what can be done with those that are selected. */
export function TreePane({ workspaceId, store: resource, shownMemoryId }: TreePaneProps) {
  const treeId = useId();
  const [typed, setTyped] = useFilterText();
  const storeId = resource.id;
  const store: StoreRef = useMemo(() => ({ workspaceId, storeId }), [workspaceId, storeId]);
  const control = useTreeControl({ store, shownMemoryId, typed });
  const { filter, rows, tree, selection, collecting } = control;
  const { picked } = selection;
  const isSelecting = picked.size > 0 || collecting.count !== null;
  const [hasSelected, setHasSelected] = useState(false);
  // It stays when nothing is selected any more, since its acts may be under way.
  if (isSelecting && !hasSelected) setHasSelected(true);
  const focusTree = useCallback(() => document.getElementById(treeId)?.focus(), [treeId]);
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
      {hasSelected && (
        <LazySelection store={store} selection={selection} collecting={collecting} focusTree={focusTree} />
      )}
    </>
  );
}
