'use client';

import { memo } from 'react';
import type { MouseEvent, ReactNode } from 'react';

import { classNames } from '@/components/ui/class-names';

import { RowLead } from './row-lead';
import { FolderName, MemoryName } from './row-name';
import type { FolderRow, MemoryRow } from './rows';

export type RowActs = {
  hrefOf: (memoryId: string) => string;
  onToggleFolder: (row: FolderRow) => void;
  onPick: (row: FolderRow | MemoryRow, isRange: boolean) => void;
  onHover: (row: FolderRow | MemoryRow | null) => void;
  onFocusRow: (key: string) => void;
};

export type RowLook = {
  id: string;
  isActive: boolean;
  isPicked: boolean;
  /** It is the one whose page is shown. */
  isShown: boolean;
  /** Its page is fetched ahead. */
  isHot: boolean;
  mayPick: boolean;
};

type TreeRowProps = {
  row: FolderRow | MemoryRow;
  look: RowLook;
  acts: RowActs;
  label?: ReactNode;
};

const indentPx = 16;

function isSameLook(before: TreeRowProps, after: TreeRowProps): boolean {
  const keys = ['id', 'isActive', 'isPicked', 'isShown', 'isHot', 'mayPick'] as const;
  return (
    before.row === after.row &&
    before.acts === after.acts &&
    before.label === after.label &&
    keys.every((key) => before.look[key] === after.look[key])
  );
}

/** A memory or a folder in the tree. The tree holds the keyboard; the row answers the mouse. */
export const TreeRow = memo(function TreeRow({ row, look, acts, label }: TreeRowProps) {
  const isFolder = row.kind === 'folder';
  const press = (event: MouseEvent) => {
    acts.onFocusRow(row.key);
    if (event.shiftKey && look.mayPick) {
      event.preventDefault();
      acts.onPick(row, true);
    } else if (isFolder) acts.onToggleFolder(row);
  };
  return (
    // The keys are the tree's, which holds the focus for all of its rows.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="treeitem"
      id={look.id}
      aria-level={row.depth + 1}
      aria-posinset={row.position ?? undefined}
      aria-setsize={row.setSize ?? -1}
      aria-selected={look.isPicked}
      aria-expanded={isFolder ? row.isOpen : undefined}
      aria-current={look.isShown ? 'page' : undefined}
      onClick={press}
      onPointerEnter={() => acts.onHover(row)}
      style={{ paddingLeft: 8 + row.depth * indentPx }}
      className={classNames(
        'group/row flex h-8 cursor-default items-center gap-1.5 border-l-2 pr-2 select-none hover:bg-sunken',
        look.isShown ? 'border-accent bg-accent-soft font-medium' : 'border-transparent',
        look.isPicked && !look.isShown && 'bg-accent-soft',
        look.isActive &&
          'group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-accent',
      )}
    >
      <RowLead row={row} look={look} onPick={(isRange) => acts.onPick(row, isRange)} />
      {isFolder ? (
        <FolderName row={row} onPickAll={look.mayPick ? () => acts.onPick(row, false) : null} />
      ) : (
        <MemoryName row={row} isHot={look.isHot} href={acts.hrefOf(row.memory.id)} label={label} />
      )}
    </div>
  );
}, isSameLook);
