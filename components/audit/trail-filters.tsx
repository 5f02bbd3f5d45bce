'use client';

import { X } from 'lucide-react';

import { actorId } from '@/components/actors/actor-id';
import { InstantInput } from '@/components/history/instant';
import { useUrlState } from '@/components/history/url-state';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { actionNames } from '@/lib/audit/schema';
import type { AuditEntryResource } from '@/lib/audit/schema';
import { nameAction, nameThing } from '@/lib/audit/sentences';

import { filterNames } from './address';
import type { FilterName } from './address';
import { listStoreIds } from './named-ids';
import { nameActor } from './sentence';
import type { NameOf } from './use-names';

type TrailFiltersProps = { entries: readonly AuditEntryResource[]; nameOf: NameOf };
type Choice = { value: string; text: string };

const actions: readonly Choice[] = actionNames
  .map((value) => ({ value, text: nameAction(value) }))
  .toSorted((a, b) => a.text.localeCompare(b.text, 'en'));

function listActors({ entries, nameOf }: TrailFiltersProps): Choice[] {
  const byId = new Map(entries.map((entry) => [actorId(entry.actor), nameActor(entry, nameOf)]));
  return [...byId].map(([value, text]) => ({ value, text }));
}

function listStores({ entries, nameOf }: TrailFiltersProps): Choice[] {
  return listStoreIds(entries).map((value) => ({
    value,
    text: nameOf(value) ?? nameThing({ type: 'memory_store', id: value }),
  }));
}

/** Narrows the trail. The address says to what, so that it can be shared. */
export function TrailFilters(props: TrailFiltersProps) {
  const { params, go } = useUrlState();
  const isFiltered = filterNames.some((name) => params.has(name));
  return (
    <form
      aria-label="Filters"
      onSubmit={(event) => event.preventDefault()}
      className="grid grid-cols-[repeat(auto-fill,minmax(232px,1fr))] items-end gap-x-4 gap-y-2 p-4"
    >
      <ChoiceField name="action" label="Did" all="anything" choices={actions} />
      <ChoiceField name="actor" label="Who" all="anybody" choices={listActors(props)} />
      <ChoiceField name="store" label="In the store" all="any or none" choices={listStores(props)} />
      <IdField name="target" label="To (an id)" />
      <IdField name="session" label="Session (an id)" />
      <Field label="From">
        {({ id }) => <InstantInput id={id} value={params.get('from')} onChange={(from) => go({ from })} />}
      </Field>
      <Field label="Until">
        {({ id }) => <InstantInput id={id} value={params.get('until')} onChange={(until) => go({ until })} />}
      </Field>
      <div className="flex flex-wrap gap-2">
        {params.has('parent') && (
          <Button onClick={() => go({ parent: null })}>
            Parts of one act <X aria-hidden size={14} />
          </Button>
        )}
        {isFiltered && (
          <Button
            look="quiet"
            onClick={() => go(Object.fromEntries(filterNames.map((name) => [name, null])))}
          >
            Clear filters
          </Button>
        )}
      </div>
    </form>
  );
}

type ChoiceFieldProps = { name: FilterName; label: string; all: string; choices: readonly Choice[] };

/** One of what is known; what the address names is among it, even if nothing shown has it. */
function ChoiceField({ name, label, all, choices }: ChoiceFieldProps) {
  const { params, go } = useUrlState();
  const value = params.get(name) ?? '';
  const isKnown = value === '' || choices.some((choice) => choice.value === value);
  return (
    <Field label={label}>
      {({ id }) => (
        <Select id={id} value={value} onChange={(event) => go({ [name]: event.target.value })}>
          <option value="">{all}</option>
          {!isKnown && <option value={value}>…{value.slice(-4)}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** A whole id, as it is copied elsewhere. */
function IdField({ name, label }: { name: FilterName; label: string }) {
  const { params, go } = useUrlState();
  const value = params.get(name) ?? '';
  return (
    <Field label={label}>
      {({ id }) => (
        <Input
          key={value}
          id={id}
          defaultValue={value}
          spellCheck={false}
          autoComplete="off"
          maxLength={64}
          className="font-mono text-small"
          onBlur={(event) => {
            const typed = event.target.value.trim();
            if (typed !== value) go({ [name]: typed });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      )}
    </Field>
  );
}
