'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef } from 'react';

import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/input';
import { SearchInput } from '@/components/ui/search-input';
import { useShortcut } from '@/components/ui/shortcuts';
import type { StoreListing } from '@/lib/stores/queries';
import type { StoreOrder } from '@/lib/stores/schema';

import { orders, states } from './listing';

type StoreToolsProps = {
  typed: string;
  onType: (text: string) => void;
  /** Down to what was found. */
  onLeave: () => void;
  listing: StoreListing;
  onState: (state: StoreListing['state']) => void;
  onSort: (order: StoreOrder) => void;
};

const stateKeys = Object.keys(states) as StoreListing['state'][];
const orderKeys = Object.keys(orders) as StoreOrder[];

/** What the list is narrowed to, above it. */
export function StoreTools({ typed, onType, onLeave, listing, onState, onSort }: StoreToolsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <SearchBox value={typed} onChange={onType} onLeave={onLeave} />
      <fieldset className="flex rounded-control border border-line p-px">
        <legend className="sr-only">Which stores</legend>
        {stateKeys.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={state === listing.state}
            onClick={() => onState(state)}
            className={classNames(
              'h-7 rounded-[3px] px-2.5',
              state === listing.state
                ? 'bg-accent-soft font-medium text-accent'
                : 'text-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {states[state]}
          </button>
        ))}
      </fieldset>
      <Select
        aria-label="Sort by"
        value={listing.order}
        onChange={(event) => onSort(orderKeys.find((order) => order === event.target.value) ?? listing.order)}
        className="w-auto! min-[900px]:hidden"
      >
        {orderKeys.map((order) => (
          <option key={order} value={order}>
            {orders[order].name}
          </option>
        ))}
      </Select>
      <IconButton
        icon={listing.direction === 'asc' ? ArrowUp : ArrowDown}
        label={listing.direction === 'asc' ? 'Ascending: turn round' : 'Descending: turn round'}
        onClick={() => onSort(listing.order)}
        className="min-[900px]:hidden"
      />
    </div>
  );
}

type SearchBoxProps = { value: string; onChange: (text: string) => void; onLeave: () => void };

function SearchBox(props: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the stores', () => input.current?.select());
  return (
    <div className="w-full min-[900px]:w-80">
      <SearchInput
        {...props}
        inputRef={input}
        label="Search stores by name or id"
        placeholder="Search by name or id"
        clearLabel="Clear the search"
        maxLength={255}
        shortcut="/"
        onEnter={props.onLeave}
        onEscape={() => input.current?.blur()}
      />
    </div>
  );
}
