'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';

import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { storesQuery } from '@/lib/stores/queries';

type StorePickerProps = {
  label?: string;
  /** A copy goes elsewhere. */
  exceptId?: string;
  chosen: string;
  /** Of the chosen one, which need not be among those that were found. */
  chosenName?: string | undefined;
  onChoose: (storeId: string) => void;
  error: string | null;
};

/** One of the stores that are in use. */
export function StorePicker(props: StorePickerProps) {
  const { label = 'Into the store', exceptId, chosen, chosenName, onChoose, error } = props;
  const [query, setQuery] = useState('');
  const typed = useDeferredValue(query.trim());
  const listing = {
    state: 'active',
    order: 'name',
    direction: 'asc',
    ...(typed && { query: typed }),
  } as const;
  const {
    data,
    error: failed,
    refetch,
  } = useInfiniteQuery({
    ...storesQuery(useWorkspaceId(), listing),
    placeholderData: (before) => before,
  });
  if (failed) return <Failure what="the stores" error={failed} onRetry={() => void refetch()} />;
  const stores = data?.pages.flatMap((page) => page.data).filter(({ id }) => id !== exceptId) ?? [];
  const hint = data && stores.length === 0 ? 'No other store in use has such a name.' : undefined;
  return (
    <div className="grid grid-cols-2 items-start gap-3 max-[899px]:grid-cols-1">
      <Field label="Find a store">
        {(control) => (
          <Input
            {...control}
            type="search"
            placeholder="A part of its name"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              onChoose('');
            }}
          />
        )}
      </Field>
      <Field label={label} error={error} {...(hint !== undefined && { hint })}>
        {(control) => (
          <Select {...control} value={chosen} onChange={(event) => onChoose(event.target.value)}>
            <option value="">Choose…</option>
            {chosenName !== undefined && !stores.some(({ id }) => id === chosen) && (
              <option value={chosen}>{chosenName}</option>
            )}
            {stores.map((store) => (
              <option key={store.id} value={store.id}>
                {store.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
