'use client';

import { History } from 'lucide-react';
import Link from 'next/link';

import { Button, buttonClass } from '@/components/ui/button';
import { formatCount } from '@/components/ui/bytes';
import type { StoreResource } from '@/lib/stores/schema';

import { FilterBox } from './filter-box';
import { NewMemory } from './new-memory';

type TreeHeadProps = {
  store: StoreResource;
  storeHref: string;
  /** Where a new memory is made. */
  folder: string;
  typed: string;
  onType: (typed: string) => void;
  onLeave: () => void;
};

/** Which store this is, the way to its page, and the filter. Below 900 px it is the head of a page of its own. */
export function TreeHead({ store, storeHref, folder, typed, onType, onLeave }: TreeHeadProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-line px-2 py-2">
      <div className="flex min-h-8 items-center justify-between gap-2 px-1">
        <h1 className="truncate font-semibold min-[900px]:hidden">{store.name}</h1>
        <Link
          href={storeHref}
          title="Overview of this store"
          className="min-w-0 truncate font-semibold text-ink no-underline hover:underline max-[899px]:hidden"
        >
          {store.name}
        </Link>
        <span className="flex shrink-0 items-center gap-1">
          <NewMemory store={store} storeHref={storeHref} folder={folder} />
          <Link href={`${storeHref}?pane=overview`} className={`${buttonClass('quiet')} min-[900px]:hidden`}>
            Overview
          </Link>
          <Link
            href={`${storeHref}/history`}
            title="History of this store"
            aria-label="History of this store"
            className="inline-flex size-8 items-center justify-center rounded-control text-soft hover:bg-sunken hover:text-ink"
          >
            <History aria-hidden size={16} strokeWidth={1.75} />
          </Link>
        </span>
      </div>
      <FilterBox value={typed} onChange={onType} onLeave={onLeave} />
    </div>
  );
}

type FoundLineProps = { count: number; hasMore: boolean; onSelectAll: (() => void) | null };

/** How much the filter found, and the way to take all of it. */
export function FoundLine({ count, hasMore, onSelectAll }: FoundLineProps) {
  return (
    <div className="flex h-8 items-center justify-between gap-2 border-b border-line pr-1 pl-3 text-small text-soft">
      <output>
        {formatCount(count)}
        {hasMore && '+'} found
      </output>
      {onSelectAll && count > 0 && (
        <Button look="quiet" className="h-6 px-2 text-small" onClick={onSelectAll}>
          Select all
        </Button>
      )}
    </div>
  );
}
