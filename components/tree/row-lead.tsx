'use client';

import { ChevronDown, ChevronRight, FileText } from 'lucide-react';

import { classNames } from '@/components/ui/class-names';
import { Checkbox } from '@/components/ui/input';

import { preloadSelection } from './lazy-selection';
import type { EntryRow } from './rows';

type RowLeadProps = {
  row: EntryRow;
  look: { isPicked: boolean; mayPick: boolean };
  onPick: (isRange: boolean) => void;
};

/** The glyph of its kind; in its place the box to select it, once it is pointed at or selected. */
export function RowLead({ row, look, onPick }: RowLeadProps) {
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
          onPointerEnter={preloadSelection}
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
