import { ArrowDown, ArrowUp } from 'lucide-react';

import { classNames } from '@/components/ui/class-names';
import type { StoreListing } from '@/lib/stores/queries';
import type { StoreOrder } from '@/lib/stores/schema';

import { orders } from './listing';

type StoreHeadProps = { listing: StoreListing; onSort: (order: StoreOrder) => void };

const cell = 'h-8 border-b border-line-strong bg-paper font-normal';

/** The head of the list of stores, by which it is sorted. On a phone the tools above the list do that. */
export function StoreHead(props: StoreHeadProps) {
  return (
    <thead className="sticky top-0 z-1 text-small max-[899px]:hidden">
      <tr aria-rowindex={1}>
        <Sort {...props} order="name" className="pl-4 text-left" />
        <th className={classNames(cell, 'w-24 pr-4 text-right text-soft')}>Memories</th>
        <Sort {...props} order="size" className="w-24 pr-4 text-right" />
        <Sort {...props} order="reads" className="w-38 pr-4 text-right" />
        <Sort {...props} order="last_write" className="w-30 pr-4 text-right" />
        <Sort {...props} order="created" className="w-28 pr-4 text-right" />
      </tr>
    </thead>
  );
}

type SortProps = StoreHeadProps & { order: StoreOrder; className: string };

function Sort({ listing, order, onSort, className }: SortProps) {
  const isHere = listing.order === order;
  const Arrow = listing.direction === 'asc' ? ArrowUp : ArrowDown;
  const direction = listing.direction === 'asc' ? 'ascending' : 'descending';
  return (
    <th aria-sort={isHere ? direction : 'none'} className={classNames(cell, className)}>
      <button
        type="button"
        onClick={() => onSort(order)}
        className={classNames(
          '-mx-1 inline-flex h-6 items-center gap-1 rounded-control px-1 whitespace-nowrap hover:bg-sunken hover:text-ink',
          order !== 'name' && 'flex-row-reverse',
          isHere ? 'font-medium text-ink' : 'text-soft',
        )}
      >
        {orders[order].name}
        {isHere && <Arrow aria-hidden size={12} strokeWidth={2} />}
      </button>
    </th>
  );
}
