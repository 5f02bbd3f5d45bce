'use client';

import { ListChecks } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

import { formatCount } from '@/components/ui/bytes';
import { IconButton } from '@/components/ui/icon-button';
import { LinkPending } from '@/components/ui/link-pending';

import type { FolderRow, MemoryRow } from './rows';
import { StateGlyphs } from './state-glyphs';

type FolderNameProps = { row: FolderRow; onPickAll: (() => void) | null };

/** A folder, and how many memories are below it. */
export function FolderName({ row, onPickAll }: FolderNameProps) {
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

type MemoryNameProps = { row: MemoryRow; isHot: boolean; href: string; label: ReactNode };

/** A memory, which leads to its page, and its state. */
export function MemoryName({ row, isHot, href, label }: MemoryNameProps) {
  return (
    <>
      <Link
        href={href}
        tabIndex={-1}
        prefetch={isHot}
        title={row.memory.path}
        className="flex h-full min-w-0 grow items-center text-ink no-underline"
      >
        <span className="truncate">{label ?? row.name}</span>
        <LinkPending />
      </Link>
      <StateGlyphs memory={row.memory} />
    </>
  );
}
