'use client';

import { ChevronDown, ChevronRight, FileText, ListChecks } from 'lucide-react';
import Link from 'next/link';
import { memo } from 'react';
import type { MouseEvent, ReactNode } from 'react';

import { classNames } from '@/components/ui/class-names';
import { formatCount } from '@/components/ui/bytes';
import { IconButton } from '@/components/ui/icon-button';
import { Checkbox } from '@/components/ui/input';

import type { FolderRow, MemoryRow } from './rows';
import { StateGlyphs } from './state-glyphs';

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
      <Lead row={row} look={look} onPick={(isRange) => acts.onPick(row, isRange)} />
      {isFolder ? (
        <FolderName row={row} onPickAll={look.mayPick ? () => acts.onPick(row, false) : null} />
      ) : (
        <MemoryName row={row} look={look} href={acts.hrefOf(row.memory.id)} label={label} />
      )}
    </div>
  );
}, isSameLook);

type LeadProps = Pick<TreeRowProps, 'row' | 'look'> & { onPick: (isRange: boolean) => void };

/** The glyph of its kind; in its place the box to select it, once it is pointed at or selected. */
function Lead({ row, look, onPick }: LeadProps) {
  const isFolder = row.kind === 'folder';
  const Chevron = isFolder && row.isOpen ? ChevronDown : ChevronRight;
  const Glyph = isFolder ? Chevron : FileText;
  const isPickable = look.mayPick && !isFolder;
  return (
    <span className="relative grid size-4 shrink-0 place-items-center">
      <Glyph
        aria-hidden
        size={isFolder ? 16 : 14}
        strokeWidth={1.75}
        className={classNames(
          'text-soft',
          isPickable && 'group-hover/row:opacity-0 pointer-coarse:opacity-0',
          isPickable && look.isPicked && 'opacity-0',
        )}
      />
      {isPickable && (
        <Checkbox
          tabIndex={-1}
          aria-label={`Select ${row.name}`}
          checked={look.isPicked}
          onChange={() => undefined}
          onClick={(event) => {
            event.stopPropagation();
            onPick(event.shiftKey);
          }}
          className={classNames(
            'absolute inset-0 m-0 group-hover/row:opacity-100 pointer-coarse:opacity-100',
            look.isPicked ? 'opacity-100' : 'opacity-0',
          )}
        />
      )}
    </span>
  );
}

type FolderNameProps = { row: FolderRow; onPickAll: (() => void) | null };

function FolderName({ row, onPickAll }: FolderNameProps) {
  return (
    <>
      <span className="min-w-0 grow truncate" title={row.path}>
        {row.name}/
      </span>
      {onPickAll && (
        <span className="hidden group-hover/row:flex pointer-coarse:flex">
          <IconButton
            icon={ListChecks}
            label={`Select everything in ${row.path}`}
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              onPickAll();
            }}
          />
        </span>
      )}
      <span className="shrink-0 text-small text-soft">
        {formatCount(row.memoryCount)}
        {row.hasMore && '+'}
        <span className="sr-only"> memories</span>
      </span>
    </>
  );
}

type MemoryNameProps = { row: MemoryRow; look: RowLook; href: string; label: ReactNode };

function MemoryName({ row, look, href, label }: MemoryNameProps) {
  return (
    <>
      <Link
        href={href}
        tabIndex={-1}
        prefetch={look.isHot}
        title={row.memory.path}
        className="flex h-full min-w-0 grow items-center text-ink no-underline"
      >
        <span className="truncate">{label ?? row.name}</span>
      </Link>
      <StateGlyphs memory={row.memory} />
    </>
  );
}
