'use client';

import type { KeyboardEvent, ReactNode } from 'react';

import { decideStep } from './keys';
import type { TreeStep } from './keys';
import { GapView } from './gap-view';
import type { EntryRow, GapRow, TreeRow as Row } from './rows';
import { rowHeightPx } from './rows';
import { TreeRow } from './tree-row';
import type { RowActs, RowLook } from './tree-row';
import { useVirtualRows } from './use-virtual-rows';

type TreeViewProps = {
  id: string;
  label: string;
  rows: readonly Row[];
  activeKey: string | null;
  /** The memory whose page is shown is scrolled to when it changes or comes to be loaded. */
  revealKey: string | null;
  acts: RowActs;
  lookOf: (row: EntryRow) => Omit<RowLook, 'id' | 'isActive'>;
  labelOf?: (row: EntryRow) => ReactNode;
  onStep: (step: TreeStep, row: Row) => void;
  onGap: (row: GapRow) => void;
  onRetry: (folder: string) => void;
};

/** The rows in sight of a tree of any size, and the keyboard for all of them: the focus is on the tree, which names the active row. */
export function TreeView(props: TreeViewProps) {
  const { id, label, rows, activeKey, acts, lookOf, labelOf, onStep, onRetry } = props;
  const { box, drawn, activeIndex } = useVirtualRows(props);
  const rowId = (index: number) => `${id}-${index}`;
  const isActiveInSight = drawn.includes(activeIndex);

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const isMod = event.metaKey || event.ctrlKey;
    const step = decideStep(rows, activeIndex, { key: event.key, shiftKey: event.shiftKey, isMod });
    const row = rows[activeIndex];
    // Arrows mean nothing else to the page while the tree has the focus.
    if (step || event.key.startsWith('Arrow')) event.preventDefault();
    if (!step || !row) return;
    onStep(step, row);
  };

  return (
    <div
      ref={box}
      id={id}
      role="tree"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={isActiveInSight ? rowId(activeIndex) : undefined}
      tabIndex={0}
      onKeyDown={press}
      onPointerLeave={() => acts.onHover(null)}
      className="group/tree min-h-0 grow overflow-y-auto overscroll-contain outline-none focus-visible:outline-none"
    >
      <div role="presentation" className="relative" style={{ height: rows.length * rowHeightPx }}>
        <div
          role="presentation"
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(${(drawn[0] ?? 0) * rowHeightPx}px)` }}
        >
          {drawn.map((index) => {
            const row = rows[index]!;
            const { key } = row;
            if (row.kind === 'gap' || row.kind === 'failed')
              return <GapView key={key} row={row} onRetry={() => onRetry(row.folder)} />;
            const look = { ...lookOf(row), id: rowId(index), isActive: row.key === activeKey };
            return <TreeRow key={key} row={row} look={look} acts={acts} label={labelOf?.(row)} />;
          })}
        </div>
      </div>
    </div>
  );
}
