'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';

import { InstantInput } from '@/components/history/instant';
import { useMay } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';

import { isState, noFilter, stateNames } from './search-address';
import type { SearchAddress } from './search-address';
import { useStoreList } from './use-store-names';
import { WriterSelect } from './writer-select';

const states = Object.entries(stateNames);
const rowClass = 'flex flex-wrap items-end gap-x-4 gap-y-2';

export type FiltersProps = { address: SearchAddress; onChange: (changes: Partial<SearchAddress>) => void };

function countFilters({ under, store, state, by, from, until }: SearchAddress): number {
  return [under, store, state, by, from, until].filter(Boolean).length;
}

/** Narrows a search. On a small screen the filters are folded away until they are wanted. */
export function SearchFilters({ address, onChange }: FiltersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const count = countFilters(address);
  return (
    <div className="p-4">
      <Button
        aria-expanded={isOpen}
        aria-controls="search-filters"
        onClick={() => setIsOpen(!isOpen)}
        className="min-[900px]:hidden"
      >
        <SlidersHorizontal aria-hidden size={14} />
        Filters{count > 0 && ` (${count})`}
      </Button>
      <form
        id="search-filters"
        aria-label="Filters"
        onSubmit={(event) => event.preventDefault()}
        className={classNames('grid gap-2 max-[899px]:mt-3', !isOpen && 'max-[899px]:hidden')}
      >
        <div className={rowClass}>
          <WhatFields address={address} onChange={onChange} />
        </div>
        <div className={rowClass}>
          <WhenFields address={address} onChange={onChange} />
          {count > 0 && (
            <Button look="quiet" onClick={() => onChange(noFilter)}>
              Clear filters
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}

function WhatFields({ address, onChange }: FiltersProps) {
  const mayHistory = useMay('privacy');
  const stores = useStoreList();
  const isUnlisted = address.store !== null && stores.every(({ id }) => id !== address.store);
  return (
    <>
      {mayHistory && (
        <Field label="In" className="max-[899px]:w-full">
          {(control) => (
            <Select
              {...control}
              value={address.searched}
              onChange={({ target }) =>
                onChange({ searched: target.value === 'history' ? 'history' : 'heads', state: null })
              }
            >
              <option value="heads">present texts</option>
              <option value="history">old versions</option>
            </Select>
          )}
        </Field>
      )}
      <Field label="Store" className="max-[899px]:w-full min-[900px]:max-w-56">
        {(control) => (
          <Select
            {...control}
            value={address.store ?? ''}
            onChange={({ target }) => onChange({ store: target.value || null })}
          >
            <option value="">every store</option>
            {isUnlisted && <option value={address.store ?? ''}>…{address.store?.slice(-4)}</option>}
            {stores.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Below" className="max-[899px]:w-full">
        {(control) => (
          <Input
            {...control}
            value={address.under}
            placeholder="/folder/"
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => onChange({ under: target.value })}
            className="min-[900px]:w-40"
          />
        )}
      </Field>
      {address.searched === 'heads' && (
        <Field label="State" className="max-[899px]:w-full">
          {(control) => (
            <Select
              {...control}
              value={address.state ?? ''}
              onChange={({ target }) => onChange({ state: isState(target.value) ? target.value : null })}
            >
              <option value="">any</option>
              {states.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  );
}

function WhenFields({ address, onChange }: FiltersProps) {
  return (
    <>
      <WriterSelect by={address.by} onChange={(by) => onChange({ by })} />
      <Field label="Written from" className="max-[899px]:w-full">
        {({ id }) => <InstantInput id={id} value={address.from} onChange={(from) => onChange({ from })} />}
      </Field>
      <Field label="Until" className="max-[899px]:w-full">
        {({ id }) => <InstantInput id={id} value={address.until} onChange={(until) => onChange({ until })} />}
      </Field>
      <Field label="Order" className="max-[899px]:w-full">
        {(control) => (
          <Select
            {...control}
            value={address.order}
            onChange={({ target }) => onChange({ order: target.value === 'recent' ? 'recent' : 'relevance' })}
          >
            <option value="relevance">best first</option>
            <option value="recent">newest first</option>
          </Select>
        )}
      </Field>
    </>
  );
}
