'use client';

import { ArrowDown, ArrowUp, Search, X } from 'lucide-react';
import { useRef } from 'react';
import type { KeyboardEvent } from 'react';

import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Input, Select } from '@/components/ui/input';
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

function SearchBox({ value, onChange, onLeave }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the stores', () => input.current?.select());
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') input.current?.blur();
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative w-full min-[900px]:w-80">
      <Search aria-hidden size={14} className="pointer-events-none absolute top-2.25 left-2 text-soft" />
      <Input
        ref={input}
        type="search"
        aria-label="Search stores by name or id"
        placeholder="Search by name or id"
        autoComplete="off"
        spellCheck={false}
        maxLength={255}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
        className="px-7 [&::-webkit-search-cancel-button]:hidden"
      />
      {value === '' ? (
        <kbd
          aria-hidden
          className="absolute top-2 right-2 rounded-control border border-line px-1 text-small text-soft pointer-coarse:hidden"
        >
          /
        </kbd>
      ) : (
        <IconButton
          icon={X}
          label="Clear the search"
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
          className="absolute top-0 right-0"
        />
      )}
    </div>
  );
}
